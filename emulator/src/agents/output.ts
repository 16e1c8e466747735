/** What an agent's run gives: the fields that were read, by the model's labels, in the form of the variables' file. */
import type { Fields } from '../json.js';
import type { FieldConfig, FieldPrediction, LinesPrediction, Predictions } from '../reader/predictor.js';

function isTable(field: FieldPrediction | LinesPrediction): field is LinesPrediction {
  return Array.isArray(field.value);
}

function plain({ value, rawValue, confidence, page, ...rest }: FieldPrediction, name: unknown): Fields {
  const { label, ...more } = rest;
  return { value, rawValue: rawValue ?? value, confidence, page: page ?? null, name: name ?? label, ...more };
}

/** For each field its best value; for a table its rows, by column. */
export function outputOf(predictions: Predictions, fieldConfig: FieldConfig): Fields {
  const output: Fields = {};
  for (const field of predictions) {
    const config = fieldConfig[field.label];
    if (isTable(field)) {
      const columns = config?.fields ?? {};
      output[field.label] = field.value.map((row) =>
        Object.fromEntries(row.map((cell) => [cell.label, plain(cell, columns[cell.label]?.['name'])])),
      );
    } else {
      // The best of several comes first.
      output[field.label] ??= plain(field, config?.['name']);
    }
  }
  return output;
}

/** Predictions in the format `v2`: candidates by label, and the rows of tables as candidates by column. */
export function toVersion2(predictions: Predictions): Fields {
  const byLabel: Record<string, unknown[]> = {};
  for (const field of predictions) {
    const values = isTable(field) ? field.value.map(byColumn) : [field];
    byLabel[field.label] = [...(byLabel[field.label] ?? []), ...values];
  }
  return byLabel;
}

function byColumn(row: ReadonlyArray<FieldPrediction>): Record<string, unknown[]> {
  const columns: Record<string, unknown[]> = {};
  for (const cell of row) columns[cell.label] = [...(columns[cell.label] ?? []), cell];
  return columns;
}
