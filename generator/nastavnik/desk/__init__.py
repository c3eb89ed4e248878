"""The desk: a section kept in the browser of this computer. Forms are drawn from the record classes and change records
through `office.patching`; errands are buttons over the same functions as the commands; pages stand beside the forms.
"""
