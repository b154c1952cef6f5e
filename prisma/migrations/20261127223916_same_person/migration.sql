-- CreateIndex
CREATE INDEX "Contact_householdId_idx" ON "Contact"("householdId");

-- CreateIndex
CREATE INDEX "SurveyInvite_contactId_askedAt_idx" ON "SurveyInvite"("contactId", "askedAt");
