"""Practice Telegram: BotFather, the chats of one person, and the Bot API."""
