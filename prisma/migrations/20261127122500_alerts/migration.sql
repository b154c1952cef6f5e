-- CreateTable
CREATE TABLE "WatchedGroup" (
    "id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "chat" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "communityId" TEXT,
    "building" TEXT,
    "seenId" BIGINT NOT NULL DEFAULT 0,
    "mutedUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WatchedGroup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MoodHour" (
    "scope" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "messages" INTEGER NOT NULL DEFAULT 0,
    "positive" INTEGER NOT NULL DEFAULT 0,
    "negative" INTEGER NOT NULL DEFAULT 0,
    "discontent" INTEGER NOT NULL DEFAULT 0,
    "people" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "MoodHour_pkey" PRIMARY KEY ("scope","hour")
);

-- CreateTable
CREATE TABLE "Alert" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "chat" TEXT NOT NULL,
    "groupId" TEXT,
    "communityId" TEXT,
    "building" TEXT,
    "conversationId" TEXT,
    "topic" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "sinceAt" TIMESTAMPTZ(3) NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "lastEvidenceAt" TIMESTAMPTZ(3) NOT NULL,
    "people" INTEGER NOT NULL,
    "messages" INTEGER NOT NULL,
    "level" INTEGER NOT NULL DEFAULT 0,
    "suggestion" TEXT NOT NULL DEFAULT '',
    "draft" TEXT NOT NULL DEFAULT '',
    "noticeId" TEXT,
    "incidentId" TEXT,
    "assigneeId" TEXT,
    "acknowledgedBy" TEXT,
    "acknowledgedAt" TIMESTAMPTZ(3),
    "endedBy" TEXT,
    "endedAt" TIMESTAMPTZ(3),
    "outcome" TEXT NOT NULL DEFAULT '',
    "mutedUntil" TIMESTAMPTZ(3),

    CONSTRAINT "Alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AlertEvidence" (
    "id" BIGSERIAL NOT NULL,
    "alertId" TEXT NOT NULL,
    "inboundId" BIGINT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "weight" DOUBLE PRECISION NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AlertEvidence_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "WatchedGroup_channel_chat_key" ON "WatchedGroup"("channel", "chat");

-- CreateIndex
CREATE INDEX "MoodHour_hour_idx" ON "MoodHour"("hour");

-- CreateIndex
CREATE INDEX "Alert_cause_lastEvidenceAt_idx" ON "Alert"("cause", "lastEvidenceAt");

-- CreateIndex
CREATE INDEX "Alert_status_openedAt_idx" ON "Alert"("status", "openedAt");

-- CreateIndex
CREATE INDEX "Alert_communityId_openedAt_idx" ON "Alert"("communityId", "openedAt");

-- CreateIndex
CREATE UNIQUE INDEX "AlertEvidence_alertId_inboundId_key" ON "AlertEvidence"("alertId", "inboundId");

-- CreateIndex
CREATE INDEX "Inbound_channel_chat_id_idx" ON "Inbound"("channel", "chat", "id");

-- AddForeignKey
ALTER TABLE "AlertEvidence" ADD CONSTRAINT "AlertEvidence_alertId_fkey" FOREIGN KEY ("alertId") REFERENCES "Alert"("id") ON DELETE CASCADE ON UPDATE CASCADE;
