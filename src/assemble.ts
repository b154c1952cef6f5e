import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Channel } from './adapters/channel.ts'
import { createTelegramChannel } from './adapters/telegram/telegram-channel.ts'
import { createStoredHistory } from './adapters/web/stored-history.ts'
import { createWebChannel } from './adapters/web/web-channel.ts'
import { createGroupsChannel, groupsChannelName } from './adapters/wechat/groups/groups-channel.ts'
import { createKfChannel, nameCursor } from './adapters/wechat/kf/kf-channel.ts'
import { createOfficialChannel } from './adapters/wechat/official/official-channel.ts'
import { createRobotChannel } from './adapters/wechat/robot/robot-channel.ts'
import { createBotMaker } from './adapters/wechat/wechaty/create-bot.ts'
import { createWechatyChannel } from './adapters/wechat/wechaty/wechaty-channel.ts'
import { answerWithModel } from './answer-with-model.ts'
import type { Config } from './config/read-config.ts'
import { createHearing, type Hearing } from './create-hearing.ts'
import { createModelUnderstander } from './dialog/understand/create-model-understander.ts'
import { createOfflineUnderstander } from './dialog/understand/create-offline-understander.ts'
import { recogniseDanger } from './dialog/understand/recognise-danger.ts'
import type { Understander } from './dialog/understand/understander.ts'
import { createDemoRoster } from './dispatch/demo-roster.ts'
import type { KnowledgeAnswer, KnowledgeQuestion } from './knowledge/answer.ts'
import { createKnowledgeBase, type LoadedKnowledgeBase } from './knowledge/create-knowledge-base.ts'
import type { Embedder } from './knowledge/embedder.ts'
import { createQuestionCounter } from './knowledge/gaps/create-question-counter.ts'
import { syncFolder } from './knowledge/import/import-documents.ts'
import { createBuiltinEmbedder } from './llm/builtin-embedder.ts'
import { createLanguageModel } from './llm/create-language-model.ts'
import { createRemoteEmbedder } from './llm/create-remote-embedder.ts'
import { createTranscriber } from './llm/create-transcriber.ts'
import { findLastButtons, findSentByText } from './messaging/find-sent.ts'
import type { Transcribe } from './messaging/hear-voice.ts'
import { findPrepared } from './messaging/prepared-messages.ts'
import { createDemoCommunity } from './residents/demo-community.ts'
import { listDemoHouseholds, playDemoHousehold } from './residents/demo-households.ts'
import type { Clock } from './shared/clock.ts'
import { type LinliError, messageOf } from './shared/errors.ts'
import type { LanguageModel } from './shared/language-model.ts'
import type { Log } from './shared/log.ts'
import { createPersonalDataMask } from './shared/mask-personal-data.ts'
import type { Metrics } from './shared/metrics.ts'
import { createSentenceSense } from './shared/sentence-sense.ts'
import { createCursorStore } from './storage/cursor-store.ts'
import type { Database } from './storage/database.ts'

/** The demo company's service standards, beside the code. */
export const demoKnowledgeDir = fileURLToPath(new URL('../knowledge-base/', import.meta.url))

interface Basics {
  config: Config
  database: Database
  clock: Clock
  log: Log
}

/** What understands and answers: offline always, with a language model in front when one is configured. */
export interface Mind extends Hearing {
  understander: Understander
  knowledge: LoadedKnowledgeBase
  answerQuestion(question: KnowledgeQuestion, signal?: AbortSignal): Promise<KnowledgeAnswer>
  /** Words of a recording; absent where no model for it is configured. */
  transcribe?: Transcribe
  /** Where one is configured. */
  model?: LanguageModel
  /** Writes what it has counted; call it before the database closes. */
  stop(): Promise<void>
}

interface MindParts extends Basics {
  metrics: Metrics
  knowledgeDir: string
  /** Instead of the one the environment asks for. */
  embedder?: Embedder
  /** Likewise. */
  model?: LanguageModel
  /** Where the vector graph of a large library lies between starts. */
  indexDir?: string
}

/** Loads the documents of `knowledgeDir` into the database and gives what understands and answers. */
export async function createMind(parts: MindParts): Promise<Mind> {
  const { config, database, clock, log } = parts
  await syncFolder(database, parts.knowledgeDir, clock.now())
  const embedder = parts.embedder ?? (await chooseEmbedder(parts))
  const knowledge = await createKnowledgeBase({
    database,
    embedder,
    log,
    clock,
    indexDir: parts.indexDir,
    timezone: config.timezone,
  })
  const counter = createQuestionCounter({ database, embedder, log })
  const counted = (answer: AnswerQuestion): AnswerQuestion => {
    return async (question, signal) => {
      const answered = await answer(question, signal)
      counter.count(question, answered)
      return answered
    }
  }
  const sense = createSentenceSense(embedder)
  const offline = await createOfflineUnderstander(sense)
  if (!config.model?.embeddingModel) await rehearse({ offline, knowledge, now: clock.now() })
  const hearing = await createHearing(sense)
  const model = parts.model ?? (config.model && createLanguageModel({ ...config.model, log, clock }))
  const transcribe = createTranscribe(parts)
  if (!model) {
    return {
      understander: offline,
      knowledge,
      answerQuestion: counted(knowledge.answer),
      ...hearing,
      stop: counter.stop,
    }
  }
  return {
    understander: createModelUnderstander({ model, offline, recogniseDanger, log }),
    knowledge,
    answerQuestion: counted((question, signal) =>
      answerWithModel({ model, knowledge, metrics: parts.metrics, log }, question, signal),
    ),
    ...hearing,
    model,
    stop: counter.stop,
    ...(transcribe ? { transcribe } : {}),
  }
}

/**
 * Reads and answers one question for nobody, so that the first resident after a start does not wait for what is made
 * ready at its first use. Nothing leaves the process, and nothing is counted.
 */
async function rehearse(parts: {
  offline: Understander
  knowledge: Pick<LoadedKnowledgeBase, 'answer'>
  now: Date
}): Promise<void> {
  const { offline, knowledge, now } = parts
  const text = '你好，请问投诉多久处理？'
  const language = 'zh-CN' as const
  await offline.understand({ messages: [text], now, language, tickets: [], history: [] })
  // Whoever asks in earnest gets an error where it belongs; a start does not hang on it.
  await knowledge.answer({ text, language, now, earlier: [] }).catch(() => {})
}

/** Voice leaves the house for the model that is named for it, and only then. */
function createTranscribe({ config, clock, log, metrics }: MindParts): Transcribe | undefined {
  const { model } = config
  if (!model?.transcriptionModel) return undefined
  const transcriber = createTranscriber({ ...model, model: model.transcriptionModel, clock, log })
  return async (recording, signal) => {
    try {
      const text = await transcriber.transcribe(recording, signal)
      metrics.countModelCall('transcribe', 'ok')
      return text
    } catch (error) {
      metrics.countModelCall('transcribe', 'failed')
      throw error
    }
  }
}

type AnswerQuestion = Mind['answerQuestion']

/** The server's embedder where one is named and answers; else the one that ships with the product; else none. */
async function chooseEmbedder({ config, clock, log }: Basics): Promise<Embedder | undefined> {
  const { model } = config
  if (model?.embeddingModel) {
    const remote = createRemoteEmbedder({ ...model, model: model.embeddingModel, clock, log })
    try {
      const [probe] = await remote.embed(['维度'])
      const name = `remote:${model.embeddingModel}`
      if (probe) return { name, dimensions: probe.length, embed: texts => remote.embed(texts.map(maskText)) }
    } catch (error) {
      log.warn(
        { error: messageOf(error) },
        'the embedding server does not answer; the built-in embedder serves',
      )
    }
  }
  return await createBuiltinEmbedder(reason =>
    log.warn({ reason }, 'the built-in embedder is missing; answers are found by words alone'),
  )
}

/** Questions leave the house for a remote embedder: without phones, names and cards. */
function maskText(text: string): string {
  return createPersonalDataMask().mask(text)
}

type ChannelParts = Basics & { secret: string; onFatal(error: LinliError): void }

/** The channels the environment asks for; the web page always. */
export function createChannels(parts: ChannelParts): Channel[] {
  const { config, database, clock, log } = parts
  const web = createWebChannel({
    history: createStoredHistory(database),
    households: { list: () => listDemoHouseholds(database.client) },
    bindHousehold: (sender, householdId) =>
      database.transaction(tx =>
        playDemoHousehold(tx, { channel: 'web', sender, householdId, now: clock.now() }),
      ),
    secret: parts.secret,
    uploadsDir: join(config.dataDir, 'uploads'),
    clock,
    log,
  })
  const wechat = createWechatChannels(parts)
  if (!config.telegram) return [web, ...wechat]
  const { botToken: token, apiRoot, webhook } = config.telegram
  const telegram = createTelegramChannel({
    token,
    apiRoot,
    ...(webhook ? { webhook } : {}),
    log,
    clock,
    onFatal: parts.onFatal,
  })
  return [web, telegram, ...wechat]
}

/** What nobody has confirmed by then is not looked at any more. */
const confirmDays = 14

/** The doors to WeChat that are configured. */
function createWechatChannels({ config, database, clock, log, secret }: ChannelParts): Channel[] {
  const channels: Channel[] = []
  if (config.wechaty) {
    const { puppet, accept } = config.wechaty
    channels.push(
      createWechatyChannel({
        createBot: createBotMaker({ puppet, memory: join(config.dataDir, 'wechaty'), log }),
        clock,
        log,
        accept,
        secret,
        findLastButtons: (chat, sender) => findLastButtons(database, { channel: 'wechat', chat, sender }),
        findSent: (chat, start) => findSentByText(database, { channel: 'wechat', chat, start }),
      }),
    )
  }
  if (config.wecomKf) {
    const { corpId } = config.wecomKf
    channels.push(
      createKfChannel({
        ...config.wecomKf,
        cursors: createCursorStore(database, clock, id => nameCursor(corpId, id)),
        clock,
        log,
      }),
    )
  }
  if (config.officialAccount) channels.push(createOfficialChannel({ ...config.officialAccount, clock, log }))
  if (config.wecomGroups) {
    const findAwaited = () =>
      findPrepared(database, {
        channel: groupsChannelName,
        since: new Date(clock.now().getTime() - confirmDays * 86_400_000),
      })
    channels.push(createGroupsChannel({ ...config.wecomGroups, clock, log, findPrepared: findAwaited }))
  }
  if (config.wecomRobot) {
    const channel = 'wecom-robot'
    channels.push(
      createRobotChannel({
        ...config.wecomRobot,
        clock,
        log,
        findLastButtons: (chat, sender) => findLastButtons(database, { channel, chat, sender }),
        findSent: (chat, start) => findSentByText(database, { channel, chat, start }),
      }),
    )
  }
  return channels
}

/** The demo community and the roster of its company once, where they are wanted. */
export async function seedDemo({ config, database, clock }: Basics): Promise<void> {
  if (!config.demo) return
  await database.transaction(async tx => {
    await createDemoCommunity(tx, clock.now())
    await createDemoRoster(tx, clock.now())
  })
}

/** The id of the only community, for residents bound to no household; undefined with none or several. */
export async function findOnlyCommunity(
  database: Database,
): Promise<{ id: string; timezone: string } | undefined> {
  const rows = await database.client.community.findMany({ take: 2, select: { id: true, timezone: true } })
  return rows.length === 1 ? rows[0] : undefined
}
