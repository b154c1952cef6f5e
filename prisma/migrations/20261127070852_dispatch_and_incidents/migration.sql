-- AlterTable
ALTER TABLE "Staff" ADD COLUMN     "active" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "buildings" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "communities" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "lastDispatchedAt" TIMESTAMPTZ(3),
ADD COLUMN     "skills" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "Ticket" ADD COLUMN     "incidentId" TEXT;

-- CreateTable
CREATE TABLE "Shift" (
    "id" TEXT NOT NULL,
    "staffId" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "Shift_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WeeklyShift" (
    "id" TEXT NOT NULL,
    "staffId" TEXT NOT NULL,
    "weekdays" JSONB NOT NULL,
    "startsAt" TEXT NOT NULL,
    "endsAt" TEXT NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "WeeklyShift_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TicketOffer" (
    "ticketId" TEXT NOT NULL,
    "staffIds" JSONB NOT NULL,
    "offeredAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "takenBy" TEXT,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "TicketOffer_pkey" PRIMARY KEY ("ticketId")
);

-- CreateTable
CREATE TABLE "EmergencyChain" (
    "id" TEXT NOT NULL,
    "isDrill" BOOLEAN NOT NULL DEFAULT false,
    "ticketId" TEXT,
    "ticketNumber" TEXT,
    "communityId" TEXT,
    "building" TEXT,
    "category" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "startedBy" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'ringing',
    "round" INTEGER NOT NULL DEFAULT 1,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "answeredAt" TIMESTAMPTZ(3),
    "answeredBy" TEXT,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "EmergencyChain_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EmergencyRing" (
    "noticeId" TEXT NOT NULL,
    "chainId" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "level" INTEGER NOT NULL,
    "staffId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "EmergencyRing_pkey" PRIMARY KEY ("noticeId")
);

-- CreateTable
CREATE TABLE "Incident" (
    "id" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "communityId" TEXT,
    "building" TEXT,
    "leadTicketId" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "households" INTEGER NOT NULL,
    "places" JSONB NOT NULL DEFAULT '[]',
    "progress" TEXT NOT NULL DEFAULT '',
    "noticeId" TEXT,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "lastReportAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),
    "closedBy" TEXT,

    CONSTRAINT "Incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Improvement" (
    "id" TEXT NOT NULL,
    "communityId" TEXT,
    "category" TEXT NOT NULL,
    "place" JSONB NOT NULL,
    "placeText" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "ownerId" TEXT,
    "causes" JSONB NOT NULL DEFAULT '{}',
    "measures" JSONB NOT NULL DEFAULT '[]',
    "dueOn" TEXT,
    "tickets" JSONB NOT NULL DEFAULT '[]',
    "outcome" TEXT NOT NULL DEFAULT '',
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),
    "closedBy" TEXT,

    CONSTRAINT "Improvement_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Shift_staffId_endsAt_idx" ON "Shift"("staffId", "endsAt");

-- CreateIndex
CREATE INDEX "WeeklyShift_staffId_idx" ON "WeeklyShift"("staffId");

-- CreateIndex
CREATE UNIQUE INDEX "EmergencyChain_ticketId_key" ON "EmergencyChain"("ticketId");

-- CreateIndex
CREATE INDEX "EmergencyChain_isDrill_startedAt_idx" ON "EmergencyChain"("isDrill", "startedAt");

-- CreateIndex
CREATE INDEX "EmergencyRing_chainId_round_idx" ON "EmergencyRing"("chainId", "round");

-- CreateIndex
CREATE INDEX "Incident_status_cause_idx" ON "Incident"("status", "cause");

-- CreateIndex
CREATE INDEX "Incident_leadTicketId_idx" ON "Incident"("leadTicketId");

-- CreateIndex
CREATE INDEX "Incident_openedAt_idx" ON "Incident"("openedAt");

-- CreateIndex
CREATE INDEX "Improvement_status_category_idx" ON "Improvement"("status", "category");

-- CreateIndex
CREATE INDEX "Ticket_assignee_status_idx" ON "Ticket"("assignee", "status");

-- CreateIndex
CREATE INDEX "Ticket_communityId_category_createdAt_idx" ON "Ticket"("communityId", "category", "createdAt");

-- CreateIndex
CREATE INDEX "Ticket_incidentId_idx" ON "Ticket"("incidentId");

-- AddForeignKey
ALTER TABLE "Shift" ADD CONSTRAINT "Shift_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "Staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WeeklyShift" ADD CONSTRAINT "WeeklyShift_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "Staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EmergencyRing" ADD CONSTRAINT "EmergencyRing_chainId_fkey" FOREIGN KEY ("chainId") REFERENCES "EmergencyChain"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
