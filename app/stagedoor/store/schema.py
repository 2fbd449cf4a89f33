"""The tables. Kept as ordered statements, because a migration runs them one by one inside its own transaction.

Times are integer UTC seconds. Columns that hold JSON are checked for its outer shape, words against their fixed set,
so that a wrong value fails where it is written and not where it is read.
"""

APPLICATION_ID = 0x53444F52  # "SDOR": tells our file from any other SQLite file
LATEST = 1


def _words(column: str, *words: str) -> str:
    return f"CHECK ({column} IN ({', '.join(repr(word) for word in words)}))"


# json_valid() is out: with trusted_schema off, SQLite 3.40 takes it for unsafe inside a table.
_OBJECT, _LIST = "'{*}'", "'[[]*]'"


def _json(column: str, shape: str = _OBJECT) -> str:
    return f"TEXT CHECK ({column} GLOB {shape})"


def _json_set(column: str, shape: str = _OBJECT) -> str:
    return f"TEXT NOT NULL CHECK ({column} GLOB {shape})"


ITEMS = f"""CREATE TABLE items (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL {_words("kind", "app", "grant", "setup", "machine")},
  owner_id TEXT NOT NULL,
  backend TEXT NOT NULL,
  status TEXT NOT NULL {_words("status", "pending", "live", "deleting")},
  slot TEXT NOT NULL {_words("slot", "a", "b")},
  generation INTEGER NOT NULL CHECK (generation >= 0),
  chunks {_json_set("chunks")},
  updated_at INTEGER NOT NULL
) STRICT"""

APPS = f"""CREATE TABLE apps (
  id TEXT PRIMARY KEY,
  platform TEXT NOT NULL,
  kind TEXT NOT NULL,
  ident TEXT NOT NULL,
  client_id TEXT,
  answers {_json_set("answers")},
  fields {_json_set("fields")},
  item_id TEXT REFERENCES items ON DELETE SET NULL,
  proved_at INTEGER,
  created_at INTEGER NOT NULL,
  UNIQUE (platform, kind, ident)
) STRICT"""

GRANTS = f"""CREATE TABLE grants (
  id TEXT PRIMARY KEY,
  app_id TEXT REFERENCES apps,
  platform TEXT NOT NULL,
  route TEXT NOT NULL,
  subject_id TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL {_words("status", "pending", "live", "replaced", "deleting")},
  consented_at INTEGER NOT NULL,
  scopes_asked {_json_set("scopes_asked", _LIST)},
  scopes {_json("scopes", _LIST)},
  cap_at INTEGER,
  cap_why TEXT,
  dead_at INTEGER,
  dead_code TEXT,
  renewed_at INTEGER,
  renew_failed_at INTEGER,
  renew_failed TEXT,
  renew_next_at INTEGER,
  item_id TEXT NOT NULL REFERENCES items
) STRICT"""

TOKENS = f"""CREATE TABLE tokens (
  grant_id TEXT NOT NULL REFERENCES grants ON DELETE CASCADE,
  name TEXT NOT NULL,
  issued_at INTEGER,
  ends TEXT NOT NULL {_words("ends", "never", "unknown", "at")},
  ends_at INTEGER,
  ends_from TEXT NOT NULL {_words("ends_from", "answer", "asked", "assumed")},
  data_access_ends_at INTEGER,
  PRIMARY KEY (grant_id, name),
  CHECK ((ends = 'at') = (ends_at IS NOT NULL))
) STRICT"""

CONNECTIONS = f"""CREATE TABLE connections (
  id TEXT PRIMARY KEY,
  handle TEXT NOT NULL UNIQUE,
  platform TEXT NOT NULL,
  route TEXT NOT NULL,
  kind TEXT NOT NULL {_words("kind", "page", "profile", "channel", "group", "account")},
  grant_id TEXT REFERENCES grants,
  token_name TEXT,
  external_id TEXT NOT NULL,
  id_scope TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL,
  username TEXT,
  url TEXT,
  address {_json_set("address")},
  avatar TEXT,
  position INTEGER NOT NULL DEFAULT 0,
  confirmed_at INTEGER NOT NULL,
  status TEXT NOT NULL {_words("status", "live", "deleting")},
  UNIQUE (platform, external_id, id_scope)
) STRICT"""

SETUPS = f"""CREATE TABLE setups (
  id TEXT PRIMARY KEY,
  platform TEXT NOT NULL,
  route TEXT,
  app_id TEXT REFERENCES apps ON DELETE SET NULL,
  grant_id TEXT REFERENCES grants ON DELETE SET NULL,
  reconnects TEXT REFERENCES connections ON DELETE SET NULL,
  step TEXT,
  answers {_json_set("answers")},
  item_id TEXT REFERENCES items ON DELETE SET NULL,
  updated_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT"""

_ATTEMPT_WORDS = ("open", "exchanged", "confirmed", "denied", "expired", "cancelled", "abandoned")
ATTEMPTS = f"""CREATE TABLE attempts (
  id TEXT PRIMARY KEY,
  setup_id TEXT NOT NULL REFERENCES setups ON DELETE CASCADE,
  app_id TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
  platform TEXT NOT NULL,
  route TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  state_sha256 TEXT NOT NULL,
  scopes {_json_set("scopes", _LIST)},
  pid INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  status TEXT NOT NULL {_words("status", *_ATTEMPT_WORDS)},
  ended_at INTEGER,
  error TEXT,
  grant_id TEXT REFERENCES grants ON DELETE SET NULL
) STRICT"""

RENEWALS = """CREATE TABLE renewals (
  grant_id TEXT PRIMARY KEY REFERENCES grants ON DELETE CASCADE,
  generation INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  answered_at INTEGER,
  sealed BLOB,
  CHECK ((sealed IS NULL) = (answered_at IS NULL))
) STRICT"""

_VERDICTS = ("ok", "warn", "bad", "unknown")
CHECKS = f"""CREATE TABLE checks (
  id TEXT PRIMARY KEY,
  connection_id TEXT NOT NULL REFERENCES connections ON DELETE CASCADE,
  "by" TEXT NOT NULL {_words('"by"', "round", "person", "cli", "connect")},
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT"""

FINDINGS = f"""CREATE TABLE findings (
  subject TEXT NOT NULL,
  check_id TEXT NOT NULL,
  verdict TEXT NOT NULL {_words("verdict", *_VERDICTS)},
  error_id TEXT,
  detail {_json_set("detail")},
  checked_at INTEGER NOT NULL,
  ok_at INTEGER,
  since INTEGER,
  PRIMARY KEY (subject, check_id)
) STRICT"""

METERS = """CREATE TABLE meters (
  subject TEXT NOT NULL,
  name TEXT NOT NULL,
  used REAL,
  "limit" REAL,
  "left" REAL,
  resets_at INTEGER,
  unit TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (subject, name)
) STRICT"""

_POST_WORDS = ("planned", "sending", "unknown", "live", "deleting", "deleted", "left", "failed")
POSTS = f"""CREATE TABLE posts (
  id TEXT PRIMARY KEY,
  connection_id TEXT REFERENCES connections ON DELETE SET NULL,
  kit_id TEXT REFERENCES kits ON DELETE SET NULL,
  kind TEXT NOT NULL,
  rung TEXT NOT NULL {_words("rung", "dry", "draft", "private", "public")},
  text TEXT NOT NULL,
  status TEXT NOT NULL {_words("status", *_POST_WORDS)},
  post_ref TEXT,
  link TEXT,
  price REAL,
  sent_at INTEGER,
  delete_at INTEGER,
  deleted_at INTEGER,
  error_id TEXT
) STRICT"""

KITS = f"""CREATE TABLE kits (
  id TEXT PRIMARY KEY,
  folder TEXT NOT NULL,
  platform TEXT NOT NULL,
  connection_id TEXT REFERENCES connections ON DELETE SET NULL,
  title TEXT NOT NULL DEFAULT '',
  video TEXT,
  ready TEXT,
  caption TEXT NOT NULL DEFAULT '',
  cover TEXT,
  cover_at REAL,
  state TEXT NOT NULL {_words("state", "draft", "ready", "posted")},
  post_id TEXT REFERENCES posts ON DELETE SET NULL,
  remind_at INTEGER,
  updated_at INTEGER NOT NULL
) STRICT"""

ACTIVITY = f"""CREATE TABLE activity (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL {_words("actor", "window", "cli", "round", "exec")},
  event TEXT NOT NULL,
  handle TEXT NOT NULL DEFAULT '',
  connection_id TEXT,
  reason TEXT,
  params {_json_set("params")}
) STRICT"""

LEARNED = """CREATE TABLE learned (
  platform TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (platform, key)
) STRICT"""

SETTINGS = "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT"
DETAILS = "CREATE TABLE details (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT"

INDEXES = (
  "CREATE INDEX connections_by_grant ON connections (grant_id)",
  "CREATE INDEX attempts_by_state ON attempts (state_sha256)",
  "CREATE INDEX attempts_by_grant ON attempts (grant_id)",
  "CREATE INDEX checks_by_connection ON checks (connection_id, started_at)",
  "CREATE INDEX posts_by_connection ON posts (connection_id)",
  "CREATE INDEX activity_by_time ON activity (at)",
)  # fmt: skip

VERSION_1 = (
  ITEMS, APPS, GRANTS, TOKENS, CONNECTIONS, SETUPS, ATTEMPTS, RENEWALS, CHECKS, FINDINGS, METERS, POSTS, KITS, ACTIVITY,
  LEARNED, SETTINGS, DETAILS, *INDEXES,
)  # fmt: skip
