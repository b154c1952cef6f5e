import { get } from '../api/call.ts'
import { type Loaded, useLoad } from '../api/use-load.ts'

export interface Colleague {
  id: string
  name: string
  role: string
}

/** Who works here; ids are what the service takes. */
export function useColleagues(): Loaded<Colleague[]> {
  return useLoad<Colleague[]>('colleagues', async () => {
    const { items } = await get<{ items: Colleague[] }>('colleagues')
    return items
  })
}
