/** What is known of a rate before and after counts were seen: a gamma distribution. */
export interface Rate {
  shape: number
  /** In steps: how many steps of observation the knowledge is worth. */
  steps: number
}
