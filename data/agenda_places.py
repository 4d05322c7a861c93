"""Which agendas there are: of every area and of every service across the county."""

from __future__ import annotations

import datetime as dt

from data.agenda import Agenda
from data.asking import Asking, NotAllowed, NotFound
from data.surgery_dates import next_surgery, previous_surgery
from data.viewers import Viewer


class Agendas(Asking):
    """Which agendas there are, and who may see them."""

    def agendas(self, viewer: Viewer, as_at: dt.date) -> list[Agenda]:
        """Every agenda that the viewer may see: areas first, then services."""
        everyone = [*(p.id for p in self.places.localities),
                    *(s.id for s in self.authority.services)]
        return [self._agenda(one, as_at) for one in everyone
                if viewer.may_see_agenda_of(one, self.places)]

    def agenda(self, viewer: Viewer, of: str, as_at: dt.date) -> Agenda:
        """The agenda of an area or a service. Raises NotFound, NotAllowed."""
        if of not in {p.id for p in self.places.localities}:
            try:
                self.service(viewer, of)
            except NotFound:
                raise NotFound(f"no surgery called {of}") from None
        if not viewer.may_see_agenda_of(of, self.places):
            raise NotAllowed
        return self._agenda(of, as_at)

    def _agenda(self, of: str, as_at: dt.date) -> Agenda:
        area = self.places.by_id.get(of)
        settings = self.authority.surgeries
        held = next_surgery(settings, of, as_at)
        return Agenda(
            of, area.name if area else self.service(Viewer("analyst"), of).name,
            of if area else self.authority.id, "" if area else of,
            self.catalogue if area else self.of_service(of),
            previous_surgery(settings, of, as_at), held, next_surgery(settings, of, held),
            settings.minutes)
