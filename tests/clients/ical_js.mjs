// Reads a feed from standard input with ical.js and prints its events as the tests compare them.
import ICAL from "ical.js";
import { readFileSync } from "node:fs";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const zone = calendar.getFirstSubcomponent("vtimezone");
if (zone) ICAL.TimezoneService.register(new ICAL.Timezone(zone));

const text = (component, name) => component.getFirstPropertyValue(name)?.toString() ?? "";
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const { uid, summary, description, location, startDate, endDate, sequence } = new ICAL.Event(component);
  const geo = component.getFirstPropertyValue("geo");
  return {
    uid,
    summary,
    description: description ?? "",
    location: location ?? "",
    start: startDate.toString(),
    end: endDate.toString(),
    zone: startDate.isDate ? "" : startDate.zone.tzid,
    category: component.getFirstProperty("categories")?.getValues().join("|") ?? "",
    geo: geo ? geo.map(Number) : null,
    url: text(component, "url"),
    busy: text(component, "transp") === "OPAQUE",
    stamp: component.getFirstPropertyValue("dtstamp").toUnixTime(),
    sequence,
    alarms: component.getAllSubcomponents("valarm").map((alarm) => ({
      seconds: alarm.getFirstPropertyValue("trigger").toSeconds(),
      text: text(alarm, "description"),
    })),
  };
});
process.stdout.write(JSON.stringify({ name: text(calendar, "x-wr-calname"), events }));
