/** A household as residents write it. */
export function labelHousehold(household: { building: string; unit: string; room: string }): string {
  const unit = household.unit ? `${household.unit}单元` : ''
  return `${household.building}栋${unit}${household.room}`
}
