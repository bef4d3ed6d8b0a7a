"""Reads a feed from standard input with libical and prints its events as the tests compare them.

It runs under Debian's own Python, which has libical's bindings.
"""

import json
import sys
from typing import Any

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib as I  # noqa: E402


def moment(time: Any) -> str:
    day = f"{time.get_year():04}-{time.get_month():02}-{time.get_day():02}"
    if time.is_date():
        return day
    return f"{day}T{time.get_hour():02}:{time.get_minute():02}:{time.get_second():02}"


def event(component: Any) -> dict[str, Any]:
    def first(kind: Any) -> Any:
        return component.get_first_property(kind)

    geo, category, url = (
        first(kind)
        for kind in (
            I.PropertyKind.GEO_PROPERTY,
            I.PropertyKind.CATEGORIES_PROPERTY,
            I.PropertyKind.URL_PROPERTY,
        )
    )
    start = first(I.PropertyKind.DTSTART_PROPERTY)
    zone = start.get_first_parameter(I.ParameterKind.TZID_PARAMETER)
    return {
        "uid": component.get_uid(),
        "summary": component.get_summary(),
        "description": component.get_description() or "",
        "location": component.get_location() or "",
        "start": moment(component.get_dtstart()),
        "end": moment(component.get_dtend()),
        "zone": zone.get_tzid() if zone else "",
        "category": category.get_categories() if category else "",
        "geo": [geo.get_geo().get_lat(), geo.get_geo().get_lon()] if geo else None,
        "url": url.get_url() if url else "",
        "busy": first(I.PropertyKind.TRANSP_PROPERTY).get_transp() == I.PropertyTransp.OPAQUE,
        "stamp": component.get_dtstamp().as_timet(),
        "sequence": component.get_sequence(),
        "alarms": [alarm(one) for one in children(component, I.ComponentKind.VALARM_COMPONENT)],
    }


def alarm(component: Any) -> dict[str, Any]:
    trigger = component.get_first_property(I.PropertyKind.TRIGGER_PROPERTY).get_trigger()
    return {"seconds": trigger.get_duration().as_int(), "text": component.get_description()}


def children(component: Any, kind: Any) -> list[Any]:
    found = []
    child = component.get_first_component(kind)
    while child:
        found.append(child)
        child = component.get_next_component(kind)
    return found


calendar = I.Component.new_from_string(sys.stdin.buffer.read().decode())
errors = calendar.count_errors()
events = [event(one) for one in children(calendar, I.ComponentKind.VEVENT_COMPONENT)]
json.dump({"errors": errors, "events": events}, sys.stdout)
