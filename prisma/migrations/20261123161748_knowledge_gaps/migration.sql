-- AlterTable
ALTER TABLE "KnowledgePassage" ADD COLUMN     "isCutOff" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "KnowledgeGap" (
    "id" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "communityId" TEXT,
    "question" TEXT NOT NULL,
    "wordings" JSONB NOT NULL,
    "count" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "firstAt" TIMESTAMPTZ(3) NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,
    "embedder" TEXT,
    "embedding" BYTEA,

    CONSTRAINT "KnowledgeGap_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "KnowledgeClauseUse" (
    "document" TEXT NOT NULL,
    "clause" TEXT NOT NULL,
    "asked" INTEGER NOT NULL DEFAULT 0,
    "answered" INTEGER NOT NULL DEFAULT 0,
    "disputed" INTEGER NOT NULL DEFAULT 0,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "KnowledgeClauseUse_pkey" PRIMARY KEY ("document","clause")
);

-- CreateIndex
CREATE INDEX "KnowledgeGap_status_count_idx" ON "KnowledgeGap"("status", "count");
