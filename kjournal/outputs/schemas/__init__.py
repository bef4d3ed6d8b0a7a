"""JSON Schemas for editors, made from the declarations: what a card, a visit and the settings may say.

Draft-07, the newest that VS Code, the YAML language server and Taplo all read whole (docs/decisions.md "Editors").
"""
