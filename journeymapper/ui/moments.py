"""Moments in words."""

from datetime import datetime, timedelta

from journeymapper.model.i18n import _


def moment(when: datetime, now: datetime | None = None) -> str:
    """When something was, in the person's own time: "today, 14:05", "yesterday, 9:30", "2031-05-04, 9:30".

    Both are aware of their time zone; `now` is the present where it is not given.
    """
    there = when.astimezone()
    today = (now or datetime.now(there.tzinfo)).astimezone(there.tzinfo).date()
    time = f"{there:%H:%M}"
    if there.date() == today:
        return _("today, {time}").format(time=time)
    if there.date() == today - timedelta(days=1):
        return _("yesterday, {time}").format(time=time)
    return _("{date}, {time}").format(date=f"{there:%Y-%m-%d}", time=time)
