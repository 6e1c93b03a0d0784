"""The language of a text is told from its script and its commonest words."""

import pytest

from corpus.languages import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Open models raise the question of what is added by them.", "en"),
        ("公開モデルの限界リスク", "ja"),
        ("モデル", "ja"),
        ("开放模型的边际风险必须与现有技术进行比较", "zh"),
        ("開放模型的邊際風險必須與現有技術進行比較，好の味道。", "zh"),
        ("공개 모델의 한계 위험은 기존 기술과 비교해야 한다", "ko"),
        ("โมเดลแบบเปิดทำให้เกิดคำถามเรื่องความเสี่ยง", "th"),
        ("Открытые модели повышают риск", "ru"),
        ("Die Größe der Modelle ist nicht das Problem", "de"),
        ("Les modèles ouverts ne sont pas une menace pour la société", "fr"),
        ("النماذج المفتوحة تزيد من المخاطر", "ar"),
        ("ພາສາລາວ", "und"),
        ("123 … !!!", "und"),
        ("", "und"),
        ("著者による概要と謝辞: Sayash Kapoor, Rishi Bommasani, Kevin Klyman", "ja"),
    ],
)
def test_the_language_is_told(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_foreign_cover_page_does_not_decide_for_the_whole() -> None:
    cover = "This is the cover page of the translation that follows on the next pages. " * 60
    assert language_of(cover + "公開モデルの限界リスクは、既存の技術と比べて測る必要がある。" * 600) == "ja"
