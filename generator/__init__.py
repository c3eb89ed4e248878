"""Records in, the section «Наставничество» of a school site out. The only door is `generator.site.build`."""
