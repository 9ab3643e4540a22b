-- The printed form that a form was drafted from, with the cells of each field.
CREATE TABLE "FormPaper" (
    "formId" TEXT NOT NULL PRIMARY KEY,
    "fileName" TEXT NOT NULL,
    "paper" JSONB NOT NULL,
    "origins" JSONB NOT NULL,
    "createdById" TEXT,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "FormPaper_formId_fkey" FOREIGN KEY ("formId") REFERENCES "Form" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
