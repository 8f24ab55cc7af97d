"""Conversations that we wrote, with what is known of them and questions, as TOML files beside this.

Reading them is `evals/datasets`.
"""
