import type { TicketCategory } from '../shared/vocabulary.ts'

/** What people call the categories of tickets. */
export const categories: Record<TicketCategory, string> = {
  plumbing: '给排水',
  electrical: '供电照明',
  elevator: '电梯',
  access: '门禁对讲',
  leak: '房屋渗漏',
  facility: '公共设施',
  cleaning: '保洁垃圾',
  greening: '绿化',
  pest: '虫鼠消杀',
  noise: '噪音扰民',
  parking: '停车车辆',
  security: '安保秩序',
  pets: '宠物',
  billing: '收费账单',
  staff: '服务态度',
  renovation: '装修',
  activity: '社区活动',
  other: '其他',
}
