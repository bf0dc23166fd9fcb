import Records

extension Operation {
    static let getManifest = Operation(
        "getManifest", summary: "A round's rules, byte by byte",
        description:
            "The bytes whose SHA-256 everybody compares before they ask for a ticket. docs/anonymity.md describes them.",
        answer: [
            "type": "object", "required": ["format", "survey", "segments", "items", "k", "mode"],
            "properties": ["format": ["const": "tutti-manifest-1"]],
        ])

    static let getQuestionnaire = Operation(
        "getQuestionnaire", summary: "A round's questions",
        description: """
            What is asked, in full, and in which segment the member who asks may answer. A client compares the questions with \
            the manifest's items before it shows them.
            """,
        answer: [
            "type": "object", "required": ["questionnaire"],
            "properties": [
                "segment": ["type": "string", "description": "Absent for somebody who is not asked."],
                "questionnaire": [
                    "type": "object", "required": ["questions", "scales"],
                    "properties": [
                        "questions": ["type": "array", "items": ["type": "object"]],
                        "scales": ["type": "array", "items": ["type": "object"]],
                    ],
                ],
            ],
        ])

    static let issueTicket = Operation(
        "issueTicket", summary: "A ticket, signed without being seen",
        description:
            "For members who are asked. The same blinded message gets the same answer however often it is sent; another one gets none.",
        body: Body(schema: [
            "type": "object", "required": ["blinded"],
            "properties": [
                "blinded": ["type": "string", "description": "A blinded message (RFC 9474), in base64url."],
                "form": [
                    "type": "string",
                    "description": "Proves that a page of this session asks; not needed with a token.",
                ],
            ],
        ]),
        answer: [
            "type": "object", "required": ["signature"],
            "properties": ["signature": ["type": "string", "description": "The blind signature, in base64url."]],
        ])

    static let getResults = Operation(
        "getResults", summary: "What may be told of a round",
        description: """
            After the release, and only the groups that are the asker's to see: their own teams', and what the round's rules say beside. A \
            group with too few answers has no `answered`. Whoever may see none is refused.
            """,
        answer: [
            "type": "object", "required": ["round", "cells"],
            "properties": [
                "round": ["type": "string"],
                "cells": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["id", "invited", "questions", "scales"],
                        "properties": [
                            "id": ["type": "string", "description": "Empty for all together, else as team=payments."],
                            "invited": ["type": "integer"],
                            "answered": ["type": "integer"],
                            "questions": ["type": "array", "items": ["type": "object"]],
                            "scales": ["type": "array", "items": ["type": "object"]],
                        ],
                    ],
                ],
            ],
        ])

    static let submitAnswer = Operation(
        "submitAnswer", summary: "An anonymous answer",
        description: """
            Sent without cookie or authorisation, over a connection of its own. It is safe on disk when the answer comes, which is \
            the same for a ticket that counts now and for one that counted before. Neither log nor metrics tell of it.
            """,
        body: Body(
            "text/plain",
            schema: [
                "type": "string",
                "description": "An envelope, byte for byte; the type keeps browsers from asking first.",
            ]),
        answer: [
            "type": "object", "required": ["answer"], "properties": ["answer": ["enum": ["counted", "refused"]]],
        ])
}
