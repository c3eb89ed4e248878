"""A finished site on its way to the school's host: what is sent, how it is switched, what visitors then get.

`releasing` is the story; `targets` reads publish.yml, `transport` is rclone, `reading_back` asks the live address.
"""
