"""Texts of short reports of our own, for tests that read many."""

SENTENCES = (
    "Norway's foreign minister said on Monday that the talks with Sweden would go on. Sweden refused.",
    "Egypt and Jordan signed an accord in Cairo on Tuesday. Israel welcomed the accord.",
    'The Chilean president met his Peruvian counterpart last week. "We offer a truce," he told reporters.',
    "Japan accused China of sending ships to the islands. Beijing rejected the charge on Friday.",
    "Turkey threatened to close its border with Greece. Athens demanded that Ankara hold back.",
    "Kenya sent food to Somalia in March. The aid was delivered by the army.",
)
