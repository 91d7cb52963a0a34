// The description of /api/v1, as it is served, held against the OpenAPI 3.1 specification.
import assert from "node:assert/strict";
import test from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";

const document = await (await fetch(`${process.env.EPITAPH_URL}/api/v1/openapi.json`)).json();

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));

test("it is OpenAPI 3.1", async () => {
  const { valid, errors } = await new Validator().validate(document);
  assert.ok(valid, JSON.stringify(errors, null, 2));
  assert.equal(document.openapi, "3.1.0");
});

test("every operation has a name of its own and a summary", () => {
  const names = operations.map(({ operation }) => operation.operationId);
  assert.equal(new Set(names).size, names.length);
  for (const { path, operation } of operations) assert.ok(operation.summary, path);
});

test("every brace of a path is a parameter, and the other way round", () => {
  const resolved = (item) => (item.$ref ? item.$ref.slice(2).split("/").reduce((at, key) => at[key], document) : item);
  for (const { path, operation } of operations) {
    const inPath = [...path.matchAll(/{(\w+)}/g)].map((match) => match[1]);
    const declared = (operation.parameters ?? []).map(resolved).filter((p) => p.in === "path").map((p) => p.name);
    assert.deepEqual(declared, inPath, path);
  }
});

test("every reference leads somewhere", () => {
  const references = JSON.stringify(document).matchAll(/"\$ref": ?"#\/([^"]+)"/g);
  for (const [, path] of references) {
    assert.ok(path.split("/").reduce((at, key) => at?.[key], document), path);
  }
});
