-- AlterTable
ALTER TABLE "Household" ADD COLUMN     "tags" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "Outbound" ADD COLUMN     "broadcastId" TEXT;

-- CreateTable
CREATE TABLE "GroupChat" (
    "id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "chat" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "communityId" TEXT,
    "building" TEXT,
    "kind" TEXT NOT NULL DEFAULT 'group',
    "state" TEXT NOT NULL DEFAULT 'active',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "GroupChat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Broadcast" (
    "id" TEXT NOT NULL,
    "communityId" TEXT,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "wording" JSONB NOT NULL,
    "audience" JSONB NOT NULL,
    "variables" JSONB NOT NULL DEFAULT '{}',
    "attachment" JSONB,
    "asksReceipt" BOOLEAN NOT NULL DEFAULT true,
    "urgent" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 1,
    "holdsFrom" TIMESTAMPTZ(3),
    "holdsUntil" TIMESTAMPTZ(3),
    "startAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedBy" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "approvedBy" TEXT,
    "testedAt" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "scheduleId" TEXT,

    CONSTRAINT "Broadcast_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BroadcastRecipient" (
    "id" BIGSERIAL NOT NULL,
    "broadcastId" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "householdId" TEXT,
    "channel" TEXT,
    "chat" TEXT,
    "conversationId" TEXT,
    "others" JSONB NOT NULL DEFAULT '[]',
    "language" TEXT NOT NULL DEFAULT 'zh-CN',
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "dueAt" TIMESTAMPTZ(3),
    "outboundId" BIGINT,
    "changeWanted" TEXT,
    "changeId" BIGINT,
    "receiptAt" TIMESTAMPTZ(3),
    "calledAt" TIMESTAMPTZ(3),
    "calledBy" TEXT,

    CONSTRAINT "BroadcastRecipient_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BroadcastEvent" (
    "id" BIGSERIAL NOT NULL,
    "broadcastId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "BroadcastEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BroadcastOptOut" (
    "contactId" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BroadcastOptOut_pkey" PRIMARY KEY ("contactId","topic")
);

-- CreateTable
CREATE TABLE "BroadcastSchedule" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "source" TEXT NOT NULL DEFAULT 'text',
    "draft" JSONB NOT NULL,
    "rule" JSONB NOT NULL,
    "exceptions" JSONB NOT NULL DEFAULT '[]',
    "active" BOOLEAN NOT NULL DEFAULT true,
    "nextAt" TIMESTAMPTZ(3),
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BroadcastSchedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Activity" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'activity',
    "communityId" TEXT,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "place" TEXT NOT NULL DEFAULT '',
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "closesAt" TIMESTAMPTZ(3) NOT NULL,
    "quota" INTEGER,
    "state" TEXT NOT NULL DEFAULT 'open',
    "nextOrder" INTEGER NOT NULL DEFAULT 1,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Activity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ActivitySignUp" (
    "activityId" TEXT NOT NULL,
    "contactId" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "place" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "attendedAt" TIMESTAMPTZ(3),
    "score" INTEGER,
    "comment" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "ActivitySignUp_pkey" PRIMARY KEY ("activityId","contactId")
);

-- CreateTable
CREATE TABLE "OwnerQuestion" (
    "id" TEXT NOT NULL,
    "activityId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "conversationId" TEXT,
    "contactId" TEXT,
    "text" TEXT NOT NULL,
    "owner" TEXT,
    "result" TEXT NOT NULL DEFAULT '',
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "OwnerQuestion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ServiceItem" (
    "id" TEXT NOT NULL,
    "communityId" TEXT,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "tiers" JSONB NOT NULL DEFAULT '[]',
    "partner" TEXT,
    "phone" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ServiceItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ServiceRating" (
    "itemId" TEXT NOT NULL,
    "contactId" TEXT NOT NULL,
    "score" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ServiceRating_pkey" PRIMARY KEY ("itemId","contactId")
);

-- CreateIndex
CREATE UNIQUE INDEX "GroupChat_channel_chat_key" ON "GroupChat"("channel", "chat");

-- CreateIndex
CREATE INDEX "Broadcast_state_idx" ON "Broadcast"("state");

-- CreateIndex
CREATE INDEX "Broadcast_createdAt_idx" ON "Broadcast"("createdAt");

-- CreateIndex
CREATE INDEX "BroadcastRecipient_broadcastId_state_id_idx" ON "BroadcastRecipient"("broadcastId", "state", "id");

-- CreateIndex
CREATE INDEX "BroadcastRecipient_changeWanted_id_idx" ON "BroadcastRecipient"("changeWanted", "id");

-- CreateIndex
CREATE INDEX "BroadcastRecipient_outboundId_idx" ON "BroadcastRecipient"("outboundId");

-- CreateIndex
CREATE UNIQUE INDEX "BroadcastRecipient_broadcastId_target_key" ON "BroadcastRecipient"("broadcastId", "target");

-- CreateIndex
CREATE INDEX "BroadcastEvent_broadcastId_id_idx" ON "BroadcastEvent"("broadcastId", "id");

-- CreateIndex
CREATE INDEX "Activity_state_startsAt_idx" ON "Activity"("state", "startsAt");

-- CreateIndex
CREATE INDEX "ActivitySignUp_activityId_state_place_idx" ON "ActivitySignUp"("activityId", "state", "place");

-- CreateIndex
CREATE UNIQUE INDEX "OwnerQuestion_activityId_number_key" ON "OwnerQuestion"("activityId", "number");

-- CreateIndex
CREATE INDEX "Outbound_broadcastId_id_idx" ON "Outbound"("broadcastId", "id");

-- AddForeignKey
ALTER TABLE "BroadcastRecipient" ADD CONSTRAINT "BroadcastRecipient_broadcastId_fkey" FOREIGN KEY ("broadcastId") REFERENCES "Broadcast"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BroadcastEvent" ADD CONSTRAINT "BroadcastEvent_broadcastId_fkey" FOREIGN KEY ("broadcastId") REFERENCES "Broadcast"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivitySignUp" ADD CONSTRAINT "ActivitySignUp_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OwnerQuestion" ADD CONSTRAINT "OwnerQuestion_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceRating" ADD CONSTRAINT "ServiceRating_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "ServiceItem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
