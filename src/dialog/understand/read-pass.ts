/** 「跳过」: this one question is passed over, nothing more. For normalised words. */
export const passesOver = (said: string): boolean => pass.test(said)

const pass =
  /^(?:请|先|就|我|那)*(?:这(?:个|题|道题?)|本题)?(?:先|就|我)*(?:跳过|略过|过|下一[题个]|弃权|不(?:评|答|填)(?:价|了)?|不评价|不回答|不作评价)(?:这(?:个|题|道题?|次)|这一题|本题|吧|了|啦|[,，.。!！~\s])*$|^(?:i'?(?:ll|d| will| would)? )?(?:rather )?(?:please )?(?:skip|pass|next)(?: (?:it|this|that|on this|this one|question|one))*(?: please)?[.! ]*$|^(?:i'?d )?rather not (?:say|answer)[.! ]*$|^no (?:answer|comment)[.! ]*$/
