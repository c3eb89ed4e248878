"""Records in, the section «Наставничество» of a school site out. The only door is `nastavnik.building.site.build`."""
