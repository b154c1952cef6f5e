/** One key for a chat of a channel, for maps. */
export const chatKey = (channel: string, chat: string): string => JSON.stringify([channel, chat])
