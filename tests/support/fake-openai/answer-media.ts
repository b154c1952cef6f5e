import { z } from 'zod'

const embeddingsBody = z.strictObject({
  model: z.string().min(1),
  input: z.array(z.string().min(1)).min(1).max(2_048),
  encoding_format: z.enum(['float', 'base64']).optional(),
})

/** Gives a vector of letter counts for each text, in reverse order as the API permits, or the text of a 400. */
export function answerEmbeddings(raw: unknown): { answer: unknown } | { error: string } {
  const body = embeddingsBody.safeParse(raw)
  if (!body.success) return { error: z.prettifyError(body.error) }
  if (body.data.encoding_format !== 'float') return { error: 'this server knows no base64' }
  const data = body.data.input.map((text, index) => ({
    object: 'embedding',
    index,
    embedding: countLetters(text),
  }))
  const usage = { prompt_tokens: 3, total_tokens: 3 }
  return { answer: { object: 'list', model: body.data.model, data: data.reverse(), usage } }
}

function countLetters(text: string): number[] {
  const counts = new Array<number>(16).fill(0)
  for (const letter of text) {
    const at = (letter.codePointAt(0) ?? 0) % counts.length
    counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}

const recordingNames = /\.(flac|mp3|mp4|mpeg|mpga|m4a|ogg|wav|webm)$/

/** Gives the file's bytes read as text for its words, or the text of a 400; `contentType` holds the multipart boundary. */
export async function answerTranscription(
  bytes: Buffer,
  contentType: string,
): Promise<{ answer: unknown } | { error: string }> {
  const form = await new Response(new Uint8Array(bytes), {
    headers: { 'content-type': contentType },
  }).formData()
  const unknown = [...form.keys()].find(
    name => !['file', 'model', 'response_format', 'language'].includes(name),
  )
  if (unknown) return { error: `Unrecognized request argument supplied: ${unknown}` }
  const file = form.get('file')
  if (!form.get('model') || !(file instanceof File)) return { error: 'you must provide a model and a file' }
  if (!recordingNames.test(file.name)) return { error: `Invalid file format: ${file.name}` }
  return { answer: { text: ` ${await file.text()} ` } }
}
