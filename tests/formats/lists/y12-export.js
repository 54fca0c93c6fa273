const PAPERS = {
 "2024-05-20": [
  {
   "headline": null,
   "title": "Universal and Transferable Adversarial Attacks on Aligned Language Models",
   "abs_url": "https://arxiv.org/abs/2307.15043",
   "pdf_url": "https://arxiv.org/pdf/2307.15043",
   "authors": [
    "Andy Zou",
    "Zifan Wang",
    "J. Zico Kolter"
   ],
   "summary": "A careful ablation shows that most of the gain comes from data, not architecture.",
   "primary_category": "cs.CL"
  },
  {
   "headline": null,
   "title": "Zero-1-to-3: Zero-shot One Image to 3D Object",
   "abs_url": "https://arxiv.org/abs/2303.11328",
   "pdf_url": "https://arxiv.org/pdf/2303.11328",
   "authors": [
    "Ruoshi Liu",
    "Rundi Wu",
    "Basile Van Hoorick"
   ],
   "summary": "This paper revisits a long-standing assumption. Our code and models are released.",
   "primary_category": "cs.CL"
  },
  {
   "headline": null,
   "title": "Voyager: An Open-Ended Embodied Agent with Large Language Models",
   "abs_url": "https://arxiv.org/abs/2305.16291",
   "pdf_url": "https://arxiv.org/pdf/2305.16291",
   "authors": [
    "Guanzhi Wang",
    "Yuqi Xie",
    "Yunfan Jiang"
   ],
   "summary": "Despite its simplicity, the approach matches much larger systems. We discuss limitations, costs and broader impact.",
   "primary_category": "cs.CL"
  },
  {
   "headline": null,
   "title": "The Large N Limit of Superconformal Field Theories and Supergravity",
   "abs_url": "https://arxiv.org/abs/hep-th/9711200",
   "pdf_url": "https://arxiv.org/pdf/hep-th/9711200",
   "authors": [
    "Juan M. Maldacena"
   ],
   "summary": "Despite its simplicity, the approach matches much larger systems. We discuss limitations, costs and broader impact.",
   "primary_category": "cs.CL"
  },
  {
   "headline": null,
   "title": "Masked Autoencoders Are Scalable Vision Learners",
   "abs_url": "https://arxiv.org/abs/2111.06377",
   "pdf_url": "https://arxiv.org/pdf/2111.06377",
   "authors": [
    "Kaiming He",
    "Xinlei Chen",
    "Saining Xie",
    "Yanghao Li"
   ],
   "summary": "We introduce a method that scales to billions of examples, and analyse where it fails. In contrast to https://arxiv.org/abs/1810.04805, no labels are needed.",
   "primary_category": "cs.CL"
  },
  {
   "headline": null,
   "title": "Fast $k$-means with $\\ell_1$ Regularization and $O(n \\log n)$ Updates",
   "abs_url": "https://arxiv.org/abs/2109.11873",
   "pdf_url": "https://arxiv.org/pdf/2109.11873",
   "authors": [
    "Ines Carvalho",
    "Piotr Zielinski"
   ],
   "summary": "Despite its simplicity, the approach matches much larger systems. We discuss limitations, costs and broader impact.",
   "primary_category": "cs.CL"
  }
 ],
 "2024-05-21": [
  {
   "headline": null,
   "title": "Textbooks Are All You Need",
   "abs_url": "https://arxiv.org/abs/2306.11644",
   "pdf_url": "https://arxiv.org/pdf/2306.11644",
   "authors": [
    "Suriya Gunasekar",
    "Yi Zhang",
    "Jyoti Aneja"
   ],
   "summary": "This paper revisits a long-standing assumption. Our code and models are released.",
   "primary_category": "cs.CL"
  },
  {
   "headline": null,
   "title": "High-Resolution Image Synthesis with Latent Diffusion Models",
   "abs_url": "https://arxiv.org/abs/2112.10752",
   "pdf_url": "https://arxiv.org/pdf/2112.10752",
   "authors": [
    "Robin Rombach",
    "Andreas Blattmann",
    "Dominik Lorenz"
   ],
   "summary": "Despite its simplicity, the approach matches much larger systems. We discuss limitations, costs and broader impact.",
   "primary_category": "cs.CL"
  },
  {
   "headline": null,
   "title": "Explaining and Harnessing Adversarial Examples",
   "abs_url": "https://arxiv.org/abs/1412.6572",
   "pdf_url": "https://arxiv.org/pdf/1412.6572",
   "authors": [
    "Ian J. Goodfellow",
    "Jonathon Shlens",
    "Christian Szegedy"
   ],
   "summary": "Despite its simplicity, the approach matches much larger systems. We discuss limitations, costs and broader impact.",
   "primary_category": "cs.CL"
  },
  {
   "headline": null,
   "title": "Diffusion Policy: Visuomotor Policy Learning via Action Diffusion",
   "abs_url": "https://arxiv.org/abs/2303.04137",
   "pdf_url": "https://arxiv.org/pdf/2303.04137",
   "authors": [
    "Cheng Chi",
    "Zhenjia Xu",
    "Siyuan Feng",
    "Shuran Song"
   ],
   "summary": "We introduce a method that scales to billions of examples, and analyse where it fails. In contrast to https://arxiv.org/abs/1810.04805, no labels are needed.",
   "primary_category": "cs.CL"
  },
  {
   "headline": null,
   "title": "nuScenes: A multimodal dataset for autonomous driving",
   "abs_url": "https://arxiv.org/abs/1903.11027",
   "pdf_url": "https://arxiv.org/pdf/1903.11027",
   "authors": [
    "Holger Caesar",
    "Varun Bankiti",
    "Alex H. Lang"
   ],
   "summary": "A careful ablation shows that most of the gain comes from data, not architecture.",
   "primary_category": "cs.CL"
  },
  {
   "headline": null,
   "title": "Attention, Please! A Survey of Neural Attention Models in Deep Learning",
   "abs_url": "https://arxiv.org/abs/2103.16775",
   "pdf_url": "https://arxiv.org/pdf/2103.16775",
   "authors": [
    "Alana de Santana Correia",
    "Esther Luna Colombini"
   ],
   "summary": "We introduce a method that scales to billions of examples, and analyse where it fails. In contrast to https://arxiv.org/abs/1810.04805, no labels are needed.",
   "primary_category": "cs.CL"
  }
 ]
};
export default PAPERS;
