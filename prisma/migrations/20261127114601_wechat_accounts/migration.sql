-- AlterTable
ALTER TABLE "Contact" ADD COLUMN     "personId" TEXT;

-- CreateTable
CREATE TABLE "AccountLink" (
    "code" TEXT NOT NULL,
    "contactId" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AccountLink_pkey" PRIMARY KEY ("code")
);

-- CreateIndex
CREATE UNIQUE INDEX "AccountLink_contactId_key" ON "AccountLink"("contactId");

-- CreateIndex
CREATE INDEX "Contact_personId_idx" ON "Contact"("personId");
