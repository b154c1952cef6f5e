-- AlterTable
ALTER TABLE "Contact" ADD COLUMN     "surveysOffAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "Callback" (
    "id" TEXT NOT NULL,
    "serial" SERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "origin" TEXT NOT NULL DEFAULT 'asked',
    "ticketNumber" TEXT,
    "kind" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "team" TEXT NOT NULL DEFAULT '',
    "staffId" TEXT,
    "communityId" TEXT,
    "householdId" TEXT,
    "contactId" TEXT,
    "conversationId" TEXT,
    "askedIn" TEXT,
    "status" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "aspect" TEXT,
    "score" INTEGER,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "askedAt" TIMESTAMPTZ(3),
    "remindedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Callback_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CallbackEvent" (
    "id" BIGSERIAL NOT NULL,
    "callbackId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "type" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "CallbackEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Survey" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "origin" TEXT NOT NULL DEFAULT 'desk',
    "questions" JSONB NOT NULL DEFAULT '[]',
    "audience" JSONB NOT NULL DEFAULT '{}',
    "status" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "startedAt" TIMESTAMPTZ(3),
    "closesAt" TIMESTAMPTZ(3),

    CONSTRAINT "Survey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SurveyInvite" (
    "id" TEXT NOT NULL,
    "surveyId" TEXT NOT NULL,
    "contactId" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "communityId" TEXT,
    "status" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,
    "askedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SurveyInvite_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SurveyAnswer" (
    "id" TEXT NOT NULL,
    "surveyId" TEXT NOT NULL,
    "inviteId" TEXT NOT NULL,
    "questionId" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SurveyAnswer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SurveyIndicator" (
    "id" TEXT NOT NULL,
    "surveyId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "dimension" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL,
    "expected" DOUBLE PRECISION,
    "perceived" DOUBLE PRECISION NOT NULL,
    "n" INTEGER,

    CONSTRAINT "SurveyIndicator_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Callback_serial_key" ON "Callback"("serial");

-- CreateIndex
CREATE INDEX "Callback_status_dueAt_idx" ON "Callback"("status", "dueAt");

-- CreateIndex
CREATE INDEX "Callback_contactId_askedAt_idx" ON "Callback"("contactId", "askedAt");

-- CreateIndex
CREATE INDEX "Callback_askedIn_status_idx" ON "Callback"("askedIn", "status");

-- CreateIndex
CREATE INDEX "Callback_createdAt_idx" ON "Callback"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Callback_subject_subjectId_round_key" ON "Callback"("subject", "subjectId", "round");

-- CreateIndex
CREATE INDEX "CallbackEvent_callbackId_id_idx" ON "CallbackEvent"("callbackId", "id");

-- CreateIndex
CREATE INDEX "CallbackEvent_at_idx" ON "CallbackEvent"("at");

-- CreateIndex
CREATE INDEX "SurveyInvite_conversationId_status_idx" ON "SurveyInvite"("conversationId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "SurveyInvite_surveyId_contactId_key" ON "SurveyInvite"("surveyId", "contactId");

-- CreateIndex
CREATE INDEX "SurveyAnswer_surveyId_idx" ON "SurveyAnswer"("surveyId");

-- CreateIndex
CREATE UNIQUE INDEX "SurveyAnswer_inviteId_questionId_key" ON "SurveyAnswer"("inviteId", "questionId");

-- CreateIndex
CREATE INDEX "SurveyIndicator_surveyId_position_idx" ON "SurveyIndicator"("surveyId", "position");

-- Figures are counted from these: they are added to, never changed.
CREATE FUNCTION "keep_callback_events"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'CallbackEvent is append-only: % is refused', TG_OP;
END $$;
CREATE TRIGGER "CallbackEvent_append_only" BEFORE UPDATE OR DELETE ON "CallbackEvent"
  FOR EACH ROW EXECUTE FUNCTION "keep_callback_events"();
