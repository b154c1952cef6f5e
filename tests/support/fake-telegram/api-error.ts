/** An answer of the fake server that is not `ok`. */
export class ApiError extends Error {
  readonly code: number
  readonly parameters: Record<string, number> | undefined
  constructor(code: number, description: string, parameters?: Record<string, number>) {
    super(description)
    this.code = code
    this.parameters = parameters
  }
}

export function refuse(description: string): ApiError {
  return new ApiError(400, `Bad Request: ${description}`)
}
