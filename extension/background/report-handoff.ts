// Hands the facts of a report from the page that found them to the page that writes the report.

import type { ReportFacts } from "../model/report-facts.js";
import { keepForPage, takeForPage } from "./handoff.js";

/** Keeps the facts of a report, and returns the id by which the report's page takes them. */
export function keepReportFacts(facts: ReportFacts): Promise<string> {
  return keepForPage("report", facts);
}

/** The facts that wait under an id. They are given once: a later report is about something else. */
export function takeReportFacts(id: string): Promise<ReportFacts | null> {
  return takeForPage("report", id);
}
