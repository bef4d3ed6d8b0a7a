// Reads a feed from standard input with node-ical and prints its events as the tests compare them.
import ical from "node-ical";
import { readFileSync } from "node:fs";

const parsed = ical.sync.parseICS(readFileSync(0, "utf8"));
const two = (number) => String(number).padStart(2, "0");
// A day comes as midnight in this process's zone, a time as an instant.
const day = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
const when = (date, isDay) => (isDay ? day(date) : date.toISOString());
const text = (value) => (value === undefined ? "" : (value.val ?? value).toString());
const events = Object.values(parsed)
  .filter((item) => item.type === "VEVENT")
  .map((item) => ({
    uid: item.uid,
    summary: text(item.summary),
    description: text(item.description),
    location: text(item.location),
    start: when(item.start, item.datetype === "date"),
    end: when(item.end, item.datetype === "date"),
    zone: item.start.tz ?? "",
    category: (item.categories ?? []).join("|"),
    geo: item.geo ? [item.geo.lat, item.geo.lon] : null,
    url: text(item.url),
    busy: item.transparency === "OPAQUE",
    stamp: item.dtstamp.getTime() / 1000,
    sequence: Number(item.sequence),
    alarms: Object.values(item)
      .filter((part) => part?.type === "VALARM")
      .map((alarm) => ({ trigger: text(alarm.trigger), text: text(alarm.description) })),
  }));
process.stdout.write(JSON.stringify({ name: parsed.vcalendar["WR-CALNAME"] ?? "", events }));
