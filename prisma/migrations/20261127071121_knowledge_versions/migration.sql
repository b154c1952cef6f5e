-- AlterTable
ALTER TABLE "KnowledgeClauseUse" ADD COLUMN     "helpful" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "KnowledgeVersion" (
    "source" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "passages" INTEGER NOT NULL,
    "added" INTEGER NOT NULL,
    "removed" INTEGER NOT NULL,
    "importedAt" TIMESTAMPTZ(3) NOT NULL,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "KnowledgeVersion_pkey" PRIMARY KEY ("source","version")
);
