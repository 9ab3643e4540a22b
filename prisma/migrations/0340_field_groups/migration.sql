-- Fields that a department uses again and again.
CREATE TABLE "FieldGroup" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "departmentId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "components" JSONB NOT NULL,
    "createdById" TEXT,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL
);
CREATE UNIQUE INDEX "FieldGroup_departmentId_name_key" ON "FieldGroup"("departmentId", "name");
