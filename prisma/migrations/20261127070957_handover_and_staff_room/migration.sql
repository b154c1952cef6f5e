-- DropForeignKey
ALTER TABLE "Attachment" DROP CONSTRAINT "Attachment_inboundId_fkey";

-- AlterTable
ALTER TABLE "Attachment" ADD COLUMN     "channel" TEXT,
ALTER COLUMN "inboundId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Handover" ADD COLUMN     "rungLevel" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "rungStaffId" TEXT;

-- AlterTable
ALTER TABLE "Outbound" ADD COLUMN     "change" TEXT,
ADD COLUMN     "changeOf" BIGINT;

-- CreateTable
CREATE TABLE "ConversationNote" (
    "id" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ConversationNote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RoomMessage" (
    "id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "chat" TEXT NOT NULL,
    "topic" TEXT NOT NULL DEFAULT '',
    "messageId" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "staffId" TEXT,
    "kind" TEXT NOT NULL,
    "conversationId" TEXT,
    "text" TEXT NOT NULL DEFAULT '',
    "outboundIds" JSONB NOT NULL DEFAULT '[]',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RoomMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StaffChannel" (
    "id" TEXT NOT NULL,
    "staffId" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "boundAt" TIMESTAMPTZ(3) NOT NULL,
    "leftAt" TIMESTAMPTZ(3),

    CONSTRAINT "StaffChannel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StaffChatCode" (
    "codeHash" TEXT NOT NULL,
    "staffId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StaffChatCode_pkey" PRIMARY KEY ("codeHash")
);

-- CreateIndex
CREATE INDEX "ConversationNote_conversationId_at_idx" ON "ConversationNote"("conversationId", "at");

-- CreateIndex
CREATE INDEX "RoomMessage_conversationId_at_idx" ON "RoomMessage"("conversationId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "RoomMessage_channel_chat_messageId_key" ON "RoomMessage"("channel", "chat", "messageId");

-- CreateIndex
CREATE INDEX "StaffChannel_staffId_idx" ON "StaffChannel"("staffId");

-- CreateIndex
CREATE UNIQUE INDEX "StaffChannel_channel_sender_key" ON "StaffChannel"("channel", "sender");

-- CreateIndex
CREATE INDEX "StaffChatCode_staffId_idx" ON "StaffChatCode"("staffId");

-- CreateIndex
CREATE INDEX "Outbound_conversationId_platformId_idx" ON "Outbound"("conversationId", "platformId");

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_inboundId_fkey" FOREIGN KEY ("inboundId") REFERENCES "Inbound"("id") ON DELETE SET NULL ON UPDATE CASCADE;
