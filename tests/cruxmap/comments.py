"""A small docket, written for the tests: two comments on each side, one in Japanese, one that tries to do harm."""

import json

ALARM = """# Comment of the Biosecurity Watch Association

Openly released model weights increase the risk of biological attacks. Terrorist groups and lone actors without
laboratory training could ask an open model for the synthesis route of a dangerous pathogen, and the model would walk
them through each step. With a hosted model such requests are refused and the account is closed; with open weights the
safeguards can be removed by fine-tuning in an afternoon for less than two hundred dollars, as we showed with forty
prompts.

Compared with a search engine, the groups in our trial that used the open model finished the planning task twice as
often. Once weights are released they cannot be recalled, and nobody can monitor what is done with them. Future models
will be far more capable, so waiting for proof of harm means acting too late. We do not know how fast screening of DNA
orders will improve, and we assume that most suppliers will not screen at all.
"""

PHISHING = """Open language models let criminals write convincing phishing e-mails in any language at almost no cost.
Fraudsters with little skill now send thousands of personalised messages a day. Hosted services watch for abuse and
revoke access; open weights allow neither. Spam filters stop most of the old campaigns, but filters trained on clumsy
text miss fluent ones. The release of ever stronger weights gives offence more than defence.
"""

CALM = """# Comment of the Open Science Alliance

There is no evidence that open models add to the risk of bioweapons beyond what textbooks, papers and search engines
already offer. The information on pathogens has been in libraries for decades. What limits attackers is not
information: they lack laboratory skill, equipment, materials and money, and a chatbot supplies none of these.

Hosted models are jailbroken every week and their weights leak, so closed controls protect little. Existing defences
work at a later point: suppliers screen DNA orders, customs and export law control reagents, and the 2001 attacks led
to strict rules for laboratories. Policy should act on demonstrated marginal harm and regulate the harmful act, not
the release. Open weights let defenders study vulnerabilities, build better filters and share them with everyone, and
they widen who can do research, though weights alone do not make science reproducible.
"""

DEFENDERS = """Defenders gain at least as much from open weights as attackers do. Banks and small firms run open models
on their own machines to detect phishing and fraud, which they could not do with a hosted service for reasons of
privacy. Phishing existed long before language models: in 2019 kits were sold for fifty dollars, and losses were
counted in billions. Better authentication and filtering reduce the harm whoever wrote the message.
"""

JAPANESE = """オープンな基盤モデルの公開は、生物兵器の作成を容易にするという主張があります。しかし、病原体に関する情報は
教科書や論文、インターネットですでに入手できます。攻撃者に足りないのは情報ではなく、実験の技能、設備、材料、資金です。
閉鎖型のモデルの安全対策もたびたび回避されており、公開によって失われるものは多くありません。

一方で、一度公開された重みは回収できず、利用を監視することもできません。微調整によって安全対策を外すことは容易です。
将来のモデルの能力は不確実であり、証拠が得られてから対応するのでは遅いという意見もあります。
"""

HOSTILE_TITLE = "[red]Loud[/red] \x1b[2J\x1b]0;owned\x07 \u202egnp.exe [/] [link=https://evil.example]here[/link]\ttab"
HOSTILE = (
    "Open weights raise the risk of [bold]bioweapons[/bold] \x1b]8;;https://evil.example\x07click\x1b]8;;\x07 "
    "because terrorists \x1b]52;c;ZXZpbA==\x07 can remove safeguards \x9b31m and nobody [/] can \u202erecall\u202c "
    "them. "
    "A second sentence says that malicious actors without skill could plan an attack with pathogens. "
)


def files() -> dict[str, str]:
    """File name -> content."""
    hostile = {"id": "hostile\x1b[31m", "title": HOSTILE_TITLE, "organization": "[blink]Evil[/blink]", "text": HOSTILE}
    return {
        "alarm.md": ALARM,
        "phishing.txt": PHISHING,
        "calm.md": CALM,
        "defenders.txt": DEFENDERS,
        "日本語のコメント.txt": JAPANESE,
        "hostile.jsonl": json.dumps(hostile) + "\n",
    }
