-- How many members' vectors are in a group's centre: their mean likeness needs it.
ALTER TABLE "QuestionCluster" ADD COLUMN "vectors" INTEGER NOT NULL DEFAULT 0;
UPDATE "QuestionCluster" SET "vectors" = "questions" WHERE "centre" IS NOT NULL;
