/** One environment variable as the README tables show it. */
export interface Variable {
  name: string
  /** The value used when unset, as it is printed; empty where the thing is then off. */
  default: string
  /** A secret's value never appears in a message, a log or a page. */
  secret: boolean
  meaning: { zh: string; en: string }
}

const describe = (name: string, fallback: string, meaning: Variable['meaning']): Variable => ({
  name,
  default: fallback,
  secret: false,
  meaning,
})
const describeSecret = (name: string, meaning: Variable['meaning']): Variable => ({
  name,
  default: '',
  secret: true,
  meaning,
})

/** Every variable that Linli reads, in the order of the README tables. */
export const variables: readonly Variable[] = [
  describe('PORT', '3000', {
    zh: '网页与接口的端口，0–65535（0：系统分配）',
    en: 'port of pages and API, 0–65535 (0: any free one)',
  }),
  describe('HOST', '127.0.0.1', {
    zh: '监听地址；容器里或对外服务用 0.0.0.0',
    en: 'address to listen on; 0.0.0.0 in a container or for other machines',
  }),
  describe('PUBLIC_URL', '', {
    zh: '住户手机能打开的本产品地址（如 https://wy.example.com）；设了，因微信限条数而截短的答复会附全文链接',
    en: "address at which residents' phones reach this product (such as https://estate.example.com); answers that WeChat's limits cut then carry a link to the whole",
  }),
  describe('DATA_DIR', './data', {
    zh: '数据目录：内嵌数据库、附件、索引',
    en: 'directory of the embedded database, attachments and index',
  }),
  describeSecret('DATABASE_URL', {
    zh: 'PostgreSQL 地址（postgres://…）；不设则用内嵌数据库',
    en: 'PostgreSQL address (postgres://…); the embedded database when unset',
  }),
  describeSecret('REDIS_URL', {
    zh: 'Redis 地址（redis://… 或 rediss://…）；不设则队列放在数据库里',
    en: 'Redis address (redis://… or rediss://…); the queue lives in the database when unset',
  }),
  describe('KNOWLEDGE_DIR', '', {
    zh: '服务标准文档目录；不设则用自带的示例',
    en: 'directory of your service standards; the demo documents when unset',
  }),
  describeSecret('ADMIN_PASSWORD', {
    zh: '首位管理员的密码，至少 8 个字符；不设则首次启动时生成并只打印一次',
    en: "first administrator's password, 8 characters or more; made and printed once when unset",
  }),
  describeSecret('API_TOKEN', {
    zh: '程序访问接口的令牌，至少 8 个字符、无空白；不设则接口只供员工登录使用',
    en: 'token for programs, 8 characters or more without blanks; staff sign-in only when unset',
  }),
  describeSecret('ALARM_SECRET', {
    zh: '设备报警（POST /api/alarms）的签名口令，至少 16 个字符、无空白；不设则不收报警',
    en: 'signs alarms of devices (POST /api/alarms), 16 characters or more without blanks; none are taken when unset',
  }),
  describe('TIMEZONE', 'Asia/Shanghai', {
    zh: '小区所在时区（IANA 名称）',
    en: 'time zone of the communities (IANA name)',
  }),
  describe('CLOCK_RATE', '1', {
    zh: '产品时间的快慢，大于 0、不超过 100000；600 表示一秒走十分钟，用于试时限与回访',
    en: 'speed of product time, above 0 and at most 100000; 600 runs ten minutes a second, to try deadlines and callbacks',
  }),
  describe('DEMO', '1', {
    zh: '1：载入示例小区与员工；0：空白开始',
    en: '1: demo community and roster; 0: begin empty',
  }),
  describeSecret('TELEGRAM_BOT_TOKEN', {
    zh: 'BotFather 给的令牌；设了才接通 Telegram',
    en: "BotFather's token; Telegram joins when set",
  }),
  describe('TELEGRAM_API_ROOT', 'https://api.telegram.org', {
    zh: 'Bot API 服务器地址（自建服务器或代理时改）',
    en: 'address of the Bot API server (own server or proxy)',
  }),
  describe('TELEGRAM_WEBHOOK_URL', '', {
    zh: '公网 https 地址，Telegram 往这里推送；不设则主动拉取。须同时设 TELEGRAM_WEBHOOK_SECRET',
    en: 'public https address for Telegram to call; polling when unset. Needs TELEGRAM_WEBHOOK_SECRET',
  }),
  describeSecret('TELEGRAM_WEBHOOK_SECRET', {
    zh: '核对推送来源的口令，1–256 个字母、数字、_ 或 -',
    en: 'proves that a call comes from Telegram, 1–256 letters, digits, _ or -',
  }),
  describe('TELEGRAM_STAFF_CHAT_ID', '', {
    zh: '员工群的会话号（如 -1001234567890）；设了员工就能在群里接手对话、处理工单。机器人须为管理员。须同时设 TELEGRAM_BOT_TOKEN',
    en: 'id of the staff group (such as -1001234567890), where staff answer and work on tickets; the bot must be its administrator. Needs TELEGRAM_BOT_TOKEN',
  }),
  describe('WECHATY_PUPPET', '', {
    zh: 'wechaty 的 puppet 名称（如 wechaty-puppet-service）；设了才用 wechaty 接通个人微信，其余 WECHATY_* 由 wechaty 自己读取',
    en: "name of wechaty's puppet (such as wechaty-puppet-service); a personal WeChat account joins when set. Other WECHATY_* belong to wechaty",
  }),
  describe('WECHAT_ACCEPT', 'friends', {
    zh: '个人微信自动同意哪些请求：none（都不）、friends（好友）、all（好友与入群邀请）',
    en: 'which requests the personal account grants: none, friends, or all (friends and room invitations)',
  }),
  describe('WECHAT_STAFF_ROOM', '', {
    zh: '微信员工群的群号（如 12345@chatroom）；引用卡片即可回复住户。须设 WECHATY_PUPPET，且不能同时设 TELEGRAM_STAFF_CHAT_ID',
    en: 'id of the staff room in WeChat (such as 12345@chatroom), where quoting a card answers the resident. Needs WECHATY_PUPPET; not together with TELEGRAM_STAFF_CHAT_ID',
  }),
  describe('WECOM_CORP_ID', '', {
    zh: '企业微信的企业 ID；与下面三项一起设才接通微信客服',
    en: 'corporation id of WeCom; the customer service door (微信客服) joins when set with the next three',
  }),
  describeSecret('WECOM_KF_SECRET', {
    zh: '微信客服的 Secret',
    en: 'secret of WeCom customer service',
  }),
  describeSecret('WECOM_KF_TOKEN', {
    zh: '微信客服回调的 Token',
    en: 'token of its callback',
  }),
  describeSecret('WECOM_KF_AES_KEY', {
    zh: '微信客服回调的 EncodingAESKey，43 个字符',
    en: 'EncodingAESKey of its callback, 43 characters',
  }),
  describe('WECOM_KF_HANDOVER', 'desk', {
    zh: '转人工时由谁接待：desk（本产品工作台或员工群），pool（转入企业微信的待接入池，由同事在企业微信里接待）',
    en: 'who serves residents that want a person: desk (our desk or staff room) or pool (colleagues in WeCom, who take them from its pool)',
  }),
  describe('WECOM_API_ROOT', 'https://qyapi.weixin.qq.com', {
    zh: '企业微信接口地址',
    en: 'address of the WeCom API',
  }),
  describeSecret('WECOM_GROUPS_SECRET', {
    zh: '企业微信“客户联系”的 Secret；与 WECOM_CORP_ID、WECOM_GROUPS_SENDER 一起设，通知可备好发往微信客户群，由员工在企业微信里确认',
    en: 'secret of 客户联系; with WECOM_CORP_ID and WECOM_GROUPS_SENDER notices can be prepared for WeChat customer groups, which a member of staff confirms in WeCom',
  }),
  describe('WECOM_GROUPS_SENDER', '', {
    zh: '客户群群主的企业微信账号（userid），由其确认群发',
    en: 'user id in WeCom of the owner of those groups, who confirms',
  }),
  describe('WECOM_ROBOT_ID', '', {
    zh: '企业微信智能机器人的 Bot ID（长连接方式）；与 WECOM_ROBOT_SECRET 一起设才接通，供员工群与内部群使用',
    en: 'bot id of a WeCom group robot (by long connection), for staff and internal groups; joins when set with WECOM_ROBOT_SECRET',
  }),
  describeSecret('WECOM_ROBOT_SECRET', { zh: '机器人的 Secret', en: 'its secret' }),
  describe('WECOM_ROBOT_ADDRESS', 'wss://openws.work.weixin.qq.com', {
    zh: '机器人长连接的地址（私有部署时改）',
    en: 'address of its long connection (for private deployments)',
  }),
  describe('WECOM_ROBOT_STAFF_CHAT', '', {
    zh: '企业微信员工群的会话号；设了员工就能在该群引用卡片回复住户（需@机器人）。须设 WECOM_ROBOT_ID，且只能有一个员工群',
    en: 'id of the WeCom group in which staff answer by quoting cards and mentioning the robot. Needs WECOM_ROBOT_ID; staff have one room',
  }),
  describe('WECHAT_OA_APP_ID', '', {
    zh: '服务号的 AppID；与下面两项一起设才接通服务号',
    en: 'app id of the Official Account (服务号); joins when set with the next two',
  }),
  describeSecret('WECHAT_OA_SECRET', { zh: '服务号的 AppSecret', en: 'its app secret' }),
  describeSecret('WECHAT_OA_TOKEN', { zh: '服务号服务器配置的 Token', en: 'token of its server settings' }),
  describeSecret('WECHAT_OA_AES_KEY', {
    zh: '服务号的 EncodingAESKey，43 个字符；设了就只收安全模式的消息',
    en: 'its EncodingAESKey, 43 characters; when set only encrypted messages are taken',
  }),
  describe('WECHAT_OA_API_ROOT', 'https://api.weixin.qq.com', {
    zh: '公众平台接口地址',
    en: 'address of its API',
  }),
  describe('WECHAT_OA_TEMPLATE_ID', '', {
    zh: '模板消息的编号；设了，回复时限已过的办理结果就用模板消息通知',
    en: 'id of a template; when set, results that come after the reply window go as template messages',
  }),
  describe('WECHAT_OA_TEMPLATE_FIELD', 'thing1', {
    zh: '模板里填正文的字段名',
    en: 'field of the template that takes the words',
  }),
  describeSecret('OPENAI_API_KEY', {
    zh: '任何 OpenAI 兼容服务的密钥；不设则全部离线运行',
    en: 'key of any OpenAI-compatible server; everything runs offline when unset',
  }),
  describe('OPENAI_BASE_URL', 'https://api.openai.com/v1', {
    zh: 'OpenAI 兼容服务的地址',
    en: 'address of the OpenAI-compatible server',
  }),
  describe('OPENAI_MODEL', 'gpt-4o-mini', { zh: '对话模型', en: 'chat model' }),
  describe('OPENAI_EMBEDDING_MODEL', '', {
    zh: '向量模型；不设则用内置中文模型',
    en: 'embedding model; the built-in Chinese one when unset',
  }),
  describe('OPENAI_TRANSCRIPTION_MODEL', '', {
    zh: '语音转文字模型；不设则请住户打字，语音照存',
    en: 'model that turns voice messages into text; when unset residents are asked to type, and the voice is kept',
  }),
  describe('LOG_LEVEL', 'info', {
    zh: '日志级别：silent、error、warn、info、debug',
    en: 'silent, error, warn, info or debug',
  }),
]

/**
 * Names kept for channels and desks that do not read them yet. Setting one is no error and has no effect;
 * the start says so. `WECHATY_*` belongs to wechaty and is never looked at.
 */
export const reservedVariables: readonly string[] = []

/** Gives whether a variable's value must stay unprinted. */
export function isSecretVariable(name: string): boolean {
  return variables.some(variable => variable.name === name && variable.secret)
}
