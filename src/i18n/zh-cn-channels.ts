/** What is said of channels: their troubles, their limits, and accounts that are linked. */
export const channelTextsZh = {
  channelReport: {
    online: ({ channel, detail }: { channel: string; detail: string }) =>
      `渠道 ${channel} 已恢复在线。${detail}`,
    'waiting-for-scan': ({ channel, detail }: { channel: string; detail: string }) =>
      `渠道 ${channel} 等待扫码登录：请在服务器终端，或用浏览器打开本站的 ${detail} 扫码。`,
    'logged-out': ({ channel, detail }: { channel: string; detail: string }) =>
      `渠道 ${channel} 的账号已退出登录，现在收不到住户的消息，请尽快重新登录。${detail}`,
    disconnected: ({ channel, detail }: { channel: string; detail: string }) =>
      `渠道 ${channel} 的连接断开，正在自动重连；期间收不到住户的消息。${detail}`,
    silent: ({ channel, detail }: { channel: string; detail: string }) =>
      `渠道 ${channel} 已有 ${detail} 没有收到任何消息，账号可能被限制，请发一条消息试一试。`,
    invited: ({ channel, detail }: { channel: string; detail: string }) =>
      `渠道 ${channel} 的账号被邀请进群“${detail}”，需要时请在手机上同意。`,
  },
  windowClosed: ({ channel, text }: { channel: string; text: string }) =>
    `渠道 ${channel} 的回复时限或条数已用完，下面的消息发不出去，也没有其他渠道可用；请打电话告诉住户。住户再来消息时会自动补发：${text}`,
  /** Above words that waited for long. */
  staleMessage: (at: Date) =>
    `（这是 ${at.toISOString().slice(0, 10)} 的消息，因平台限制晚到，请以最新进展为准）`,
  wholeText: (link: string) => `全文：${link}`,
  link: {
    inPrivate: '关联账号请在与我的单独对话里进行。',
    code: ({ code, minutes }: { code: string; minutes: number }) =>
      `您的关联码是 ${code}，${minutes}分钟内有效。请用您的另一个账号（微信、Telegram 等）对我说“关联 ${code}”。请勿告诉他人。`,
    linked: ({ channel }: { channel: string }) =>
      `已关联您在 ${channel} 的账号，今后两边按同一位住户服务。回复“解除关联”可随时解除。`,
    wrongCode: ({ triesLeft }: { triesLeft: number }) =>
      `这个关联码不对或已过期，请重新获取（还可以试${triesLeft}次）。`,
    unlinked: '已解除关联，这个账号今后单独服务。',
    notLinked: '这个账号没有关联其他账号。回复“关联账号”可以获取关联码。',
  },
}
