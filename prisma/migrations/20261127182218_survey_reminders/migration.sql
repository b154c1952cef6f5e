-- AlterTable
ALTER TABLE "SurveyInvite" ADD COLUMN     "remindedAt" TIMESTAMPTZ(3);
