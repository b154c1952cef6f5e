-- DropIndex
DROP INDEX "TicketEvent_ticketId_id_idx";

-- AlterTable
ALTER TABLE "ResidentVoice" ADD COLUMN     "outcome" TEXT,
ADD COLUMN     "outcomeAt" TIMESTAMPTZ(3),
ADD COLUMN     "outcomeBy" TEXT;

-- AlterTable
ALTER TABLE "Ticket" ADD COLUMN     "chainHead" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "eventCount" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "nextDueAt" TIMESTAMPTZ(3),
ADD COLUMN     "rootCause" TEXT,
ADD COLUMN     "waitReason" TEXT;

-- AlterTable
ALTER TABLE "TicketEvent" ADD COLUMN     "hash" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "seq" INTEGER;

-- Events that are older than the chain are numbered and stay without a hash.
UPDATE "TicketEvent" e SET "seq" = n.seq
FROM (SELECT id, row_number() OVER (PARTITION BY "ticketId" ORDER BY id)::int AS seq FROM "TicketEvent") n
WHERE n.id = e.id;
ALTER TABLE "TicketEvent" ALTER COLUMN "seq" SET NOT NULL;
UPDATE "Ticket" t SET
  "eventCount" = (SELECT count(*)::int FROM "TicketEvent" e WHERE e."ticketId" = t.id),
  "nextDueAt" = CASE WHEN t.status IN ('received', 'classified', 'dispatched', 'in_progress', 'reopened')
    THEN CASE WHEN t."respondedAt" IS NULL THEN least(t."respondBy", t."resolveBy") ELSE t."resolveBy" END END;

-- CreateIndex
CREATE INDEX "Ticket_nextDueAt_serial_idx" ON "Ticket"("nextDueAt", "serial");

-- CreateIndex
CREATE UNIQUE INDEX "TicketEvent_ticketId_seq_key" ON "TicketEvent"("ticketId", "seq");

-- The record of a ticket is written once: not even the product can change or remove a line of it.
CREATE FUNCTION "keep_ticket_events"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'TicketEvent is append-only: % is refused', TG_OP;
END $$;
CREATE TRIGGER "TicketEvent_append_only" BEFORE UPDATE OR DELETE ON "TicketEvent"
  FOR EACH ROW EXECUTE FUNCTION "keep_ticket_events"();
