"""Several platforms in one sitting: what it takes, how far it got, and what comes next."""
