import { expect, it } from 'vitest'
import { findOwnTalk } from '../../src/broadcasts/test-to-self.ts'
import { quietWork } from '../../src/storage/work.ts'
import { describeDatabases } from '../support/databases.ts'

describeDatabases((_name, open) => {
  it('says to who has no chat account how to get one, and to look at the preview', async () => {
    const database = await open()
    const test = database.transaction(tx => findOwnTalk(quietWork(tx, new Date()), 'nobody'))
    await expect(test).rejects.toThrow(/only the web page is in use, look at the preview/)
  })
})
