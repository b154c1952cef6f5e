-- AlterTable
ALTER TABLE "Broadcast" ADD COLUMN     "activityId" TEXT;

-- CreateTable
CREATE TABLE "BirthdayWish" (
    "contactId" TEXT NOT NULL,
    "month" INTEGER NOT NULL,
    "day" INTEGER NOT NULL,
    "isLunar" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BirthdayWish_pkey" PRIMARY KEY ("contactId")
);
