-- When a firm said no to what its people told the assistant; what a colleague was given the draft for.
ALTER TABLE "Draft" ADD COLUMN "chatDeclinedAt" DATETIME;
ALTER TABLE "DraftHandover" ADD COLUMN "purpose" TEXT NOT NULL DEFAULT 'fill';
