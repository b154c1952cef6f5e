import type { channelTextsZh } from './zh-cn-channels.ts'

/** The same in English. */
export const channelTextsEn: typeof channelTextsZh = {
  channelReport: {
    online: ({ channel, detail }) => `Channel ${channel} is online again. ${detail}`,
    'waiting-for-scan': ({ channel, detail }) =>
      `Channel ${channel} waits for a scan: scan the code in the server's terminal or at ${detail} of this site.`,
    'logged-out': ({ channel, detail }) =>
      `The account of channel ${channel} is logged out and hears no resident; please log in again soon. ${detail}`,
    disconnected: ({ channel, detail }) =>
      `Channel ${channel} lost its connection and is connecting again; until then it hears no resident. ${detail}`,
    silent: ({ channel, detail }) =>
      `Channel ${channel} has heard nobody for ${detail}; the account may be restricted. Please send it a message to see.`,
    invited: ({ channel, detail }) =>
      `The account of channel ${channel} is invited to the room “${detail}”; accept on the phone if it should join.`,
  },
  windowClosed: ({ channel, text }) =>
    `The reply window of channel ${channel} is used up and there is no other channel: please phone the resident. The message goes out by itself when they write again: ${text}`,
  staleMessage: at =>
    `(From ${at.toISOString().slice(0, 10)}, late because of the platform's limits; newer news goes before it)`,
  wholeText: link => `Full text: ${link}`,
  link: {
    inPrivate: 'Please link accounts in a private talk with me.',
    code: ({ code, minutes }) =>
      `Your linking code is ${code}, valid for ${minutes} minutes. Say “link ${code}” to me from your other account (WeChat, Telegram …). Tell it to nobody.`,
    linked: ({ channel }) =>
      `Linked with your account on ${channel}; from now on both are served as one resident. Say “unlink” to part them.`,
    wrongCode: ({ triesLeft }) =>
      `This linking code is wrong or has expired; please get a new one (${triesLeft} tries left).`,
    unlinked: 'Unlinked; this account is served by itself from now on.',
    notLinked: 'This account is linked with no other. Say “link” to get a code.',
  },
}
