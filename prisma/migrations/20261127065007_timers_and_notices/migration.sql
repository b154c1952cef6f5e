-- CreateTable
CREATE TABLE "Timer" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "wakeAt" TIMESTAMPTZ(3) NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Timer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StaffNotice" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "toStaffId" TEXT,
    "communityId" TEXT,
    "ticketNumber" TEXT,
    "conversationId" TEXT,
    "needsAck" BOOLEAN NOT NULL DEFAULT false,
    "buttons" JSONB NOT NULL DEFAULT '[]',
    "data" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "ackAt" TIMESTAMPTZ(3),
    "ackBy" TEXT,

    CONSTRAINT "StaffNotice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Timer_wakeAt_idx" ON "Timer"("wakeAt");

-- CreateIndex
CREATE INDEX "StaffNotice_createdAt_idx" ON "StaffNotice"("createdAt");

-- CreateIndex
CREATE INDEX "StaffNotice_ticketNumber_idx" ON "StaffNotice"("ticketNumber");

-- CreateIndex
CREATE INDEX "StaffNotice_conversationId_idx" ON "StaffNotice"("conversationId");
