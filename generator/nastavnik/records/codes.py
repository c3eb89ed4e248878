"""Types of codes: words of the vocabularies, and ids of other records."""

from typing import Annotated

from nastavnik.records.fields import Ref, Term

Level = Annotated[str, Term("levels")]
CuratorRole = Annotated[str, Term("curator_roles")]
DocumentLevel = Annotated[str, Term("document_levels")]
MentorCategory = Annotated[str, Term("mentor_categories")]
MentoringForm = Annotated[str, Term("forms")]
MentoringKind = Annotated[str, Term("mentoring_kinds")]
Direction = Annotated[str, Term("directions")]
EducationLevel = Annotated[str, Term("education_levels")]
PracticeState = Annotated[str, Term("practice_states")]
DocumentType = Annotated[str, Term("document_types")]
DocumentState = Annotated[str, Term("document_states")]
MonitoringSpan = Annotated[str, Term("monitoring_spans")]
NewsType = Annotated[str, Term("news_types")]
EventType = Annotated[str, Term("event_types")]
ProgrammeState = Annotated[str, Term("programme_states", never_public=("stopped",))]
ProgrammeFocus = Annotated[str, Term("programme_focus")]
PartnerType = Annotated[str, Term("partner_types")]
SchoolType = Annotated[str, Term("school_types")]
FormService = Annotated[str, Term("form_services")]

TO_STUDENTS, TO_PUPILS, TO_TEACHERS = "-student", "-school", "-teacher"
"""How the code of a form of mentoring ends, by whom it helps."""

MentorId = Annotated[str, Ref("mentors")]
PracticeId = Annotated[str, Ref("practices")]
EventId = Annotated[str, Ref("events")]
NewsId = Annotated[str, Ref("news")]
DocumentId = Annotated[str, Ref("documents")]
StageCode = Annotated[str, Ref("roadmap", part=True)]
