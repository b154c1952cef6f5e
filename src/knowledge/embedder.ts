/** Turns texts into vectors whose dot product tells how near two meanings are. */
export interface Embedder {
  /** Changes when the vectors change; cached vectors of another name are made anew. */
  readonly name: string
  readonly dimensions: number
  /** One L2-normalised vector a text, in order. Rejects when the model cannot answer. */
  embed(texts: string[]): Promise<Float32Array[]>
  /** One L2-normalised vector for each token of a text, where the model gives them. */
  embedTokens?(text: string): Promise<Float32Array[]>
}
