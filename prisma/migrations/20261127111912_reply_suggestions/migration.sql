-- CreateTable
CREATE TABLE "ReplySuggestion" (
    "id" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "inboundIds" JSONB NOT NULL,
    "mode" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "actions" JSONB NOT NULL DEFAULT '[]',
    "decision" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedBy" TEXT,

    CONSTRAINT "ReplySuggestion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ReplySuggestion_conversationId_status_idx" ON "ReplySuggestion"("conversationId", "status");
