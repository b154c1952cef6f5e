import { MemoryVectorStore } from '@langchain/classic/vectorstores/memory'
import { Embeddings } from '@langchain/core/embeddings'
import { StringOutputParser } from '@langchain/core/output_parsers'
import { ChatPromptTemplate } from '@langchain/core/prompts'
import { RunnableLambda, RunnablePassthrough, RunnableSequence } from '@langchain/core/runnables'
import { FakeListChatModel } from '@langchain/core/utils/testing'

export interface BenchPassage {
  id: string
  text: string
}

/** Texts to vectors of one length, unit norm. */
export type Embed = (texts: string[]) => Promise<Float32Array[]>

class GivenEmbeddings extends Embeddings {
  private readonly embed: Embed
  constructor(embed: Embed) {
    super({ maxRetries: 0 })
    this.embed = embed
  }
  override async embedDocuments(texts: string[]): Promise<number[][]> {
    return (await this.embed(texts)).map(vector => [...vector])
  }
  override async embedQuery(text: string): Promise<number[]> {
    const [vector] = await this.embedDocuments([text])
    return vector ?? []
  }
}

const neighbours = 4
const batchSize = 256

/**
 * Gives the question-to-answer function of the chain one would build with LangChain.js from its own documentation:
 * vector store in memory, prompt, chat model (a fake that answers at once), text parser.
 */
export async function createLangchainAnswerer(
  passages: BenchPassage[],
  embed: Embed,
): Promise<(question: string) => Promise<string>> {
  const store = new MemoryVectorStore(new GivenEmbeddings(embed))
  for (let from = 0; from < passages.length; from += batchSize) {
    const batch = passages.slice(from, from + batchSize)
    await store.addDocuments(batch.map(({ id, text }) => ({ pageContent: text, metadata: { id } })))
  }
  const prompt = ChatPromptTemplate.fromMessages([
    ['system', '根据以下条款回答住户的问题。\n{context}'],
    ['human', '{question}'],
  ])
  const joinPassages = RunnableLambda.from((found: { pageContent: string }[]) =>
    found.map(document => document.pageContent).join('\n\n'),
  )
  const chain = RunnableSequence.from([
    { context: store.asRetriever(neighbours).pipe(joinPassages), question: new RunnablePassthrough() },
    prompt,
    new FakeListChatModel({ responses: ['好的'] }),
    new StringOutputParser(),
  ])
  return question => chain.invoke(question)
}
