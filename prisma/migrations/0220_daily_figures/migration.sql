-- The desk's figures, summed by day, so that its page reads thousands of rows and not every turn.
-- policyId: '*' all questions, '' those that meant no policy.
CREATE TABLE "TurnFigure" (
    "policyId" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "intent" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    PRIMARY KEY ("policyId", "day", "intent", "outcome")
) WITHOUT ROWID;

CREATE TABLE "RatingFigure" (
    "policyId" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    PRIMARY KEY ("policyId", "day", "kind")
) WITHOUT ROWID;

-- By spans of 1, 7 and 28 days: a long period is a few large spans and some days.
CREATE TABLE "CitationFigure" (
    "span" INTEGER NOT NULL,
    "start" TEXT NOT NULL,
    "passageId" INTEGER NOT NULL,
    "documentId" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    PRIMARY KEY ("span", "start", "passageId", "documentId")
) WITHOUT ROWID;

-- The spans of several days that are summed.
CREATE TABLE "FigureSpan" (
    "span" INTEGER NOT NULL,
    "start" TEXT NOT NULL,
    PRIMARY KEY ("span", "start")
) WITHOUT ROWID;

-- Each day on which anything happened, and whether its sums must be made (anew).
CREATE TABLE "FigureDay" (
    "day" TEXT NOT NULL PRIMARY KEY,
    "isDue" BOOLEAN NOT NULL DEFAULT true
) WITHOUT ROWID;
CREATE INDEX "FigureDay_isDue_day_idx" ON "FigureDay"("isDue", "day");

INSERT INTO "FigureDay" ("day") SELECT DISTINCT date("createdAt", '+8 hours') FROM "Turn";
INSERT OR IGNORE INTO "FigureDay" ("day") SELECT DISTINCT date("createdAt", '+8 hours') FROM "Feedback";

-- Whoever writes: a question that ends otherwise days later, or is erased, has its day summed anew.
CREATE TRIGGER "Turn_is_counted" AFTER INSERT ON "Turn" BEGIN
  INSERT INTO "FigureDay" ("day") VALUES (date(NEW."createdAt", '+8 hours'))
    ON CONFLICT ("day") DO UPDATE SET "isDue" = true WHERE "isDue" = false;
END;
CREATE TRIGGER "Turn_is_counted_anew" AFTER UPDATE OF "createdAt", "outcome", "intent", "policyId" ON "Turn" BEGIN
  INSERT INTO "FigureDay" ("day") SELECT date(OLD."createdAt", '+8 hours') WHERE true
    ON CONFLICT ("day") DO UPDATE SET "isDue" = true WHERE "isDue" = false;
  INSERT INTO "FigureDay" ("day") SELECT date(NEW."createdAt", '+8 hours') WHERE true
    ON CONFLICT ("day") DO UPDATE SET "isDue" = true WHERE "isDue" = false;
  INSERT INTO "FigureDay" ("day") SELECT DISTINCT date("createdAt", '+8 hours') FROM "Feedback" WHERE "turnId" = NEW."id"
    ON CONFLICT ("day") DO UPDATE SET "isDue" = true WHERE "isDue" = false;
END;
CREATE TRIGGER "Turn_is_uncounted" AFTER DELETE ON "Turn" BEGIN
  INSERT INTO "FigureDay" ("day") VALUES (date(OLD."createdAt", '+8 hours'))
    ON CONFLICT ("day") DO UPDATE SET "isDue" = true WHERE "isDue" = false;
END;
CREATE TRIGGER "Citation_is_counted" AFTER INSERT ON "Citation" BEGIN
  INSERT INTO "FigureDay" ("day") SELECT date("createdAt", '+8 hours') FROM "Turn" WHERE "id" = NEW."turnId"
    ON CONFLICT ("day") DO UPDATE SET "isDue" = true WHERE "isDue" = false;
END;
-- When the turn goes with its citations, it is the turn's trigger that names the day.
CREATE TRIGGER "Citation_is_uncounted" AFTER DELETE ON "Citation" BEGIN
  INSERT INTO "FigureDay" ("day") SELECT date("createdAt", '+8 hours') FROM "Turn" WHERE "id" = OLD."turnId"
    ON CONFLICT ("day") DO UPDATE SET "isDue" = true WHERE "isDue" = false;
END;
CREATE TRIGGER "Feedback_is_counted" AFTER INSERT ON "Feedback" BEGIN
  INSERT INTO "FigureDay" ("day") VALUES (date(NEW."createdAt", '+8 hours'))
    ON CONFLICT ("day") DO UPDATE SET "isDue" = true WHERE "isDue" = false;
END;
CREATE TRIGGER "Feedback_is_counted_anew" AFTER UPDATE OF "createdAt", "kind" ON "Feedback" BEGIN
  INSERT INTO "FigureDay" ("day") SELECT date(OLD."createdAt", '+8 hours') WHERE true
    ON CONFLICT ("day") DO UPDATE SET "isDue" = true WHERE "isDue" = false;
  INSERT INTO "FigureDay" ("day") SELECT date(NEW."createdAt", '+8 hours') WHERE true
    ON CONFLICT ("day") DO UPDATE SET "isDue" = true WHERE "isDue" = false;
END;
CREATE TRIGGER "Feedback_is_uncounted" AFTER DELETE ON "Feedback" BEGIN
  INSERT INTO "FigureDay" ("day") VALUES (date(OLD."createdAt", '+8 hours'))
    ON CONFLICT ("day") DO UPDATE SET "isDue" = true WHERE "isDue" = false;
END;

-- A day is summed from indexes alone: a turn's row holds its whole answer.
DROP INDEX "Turn_createdAt_outcome_intent_idx";
CREATE INDEX "Turn_createdAt_outcome_intent_idx" ON "Turn"("createdAt", "outcome", "intent", "policyId", "id");
